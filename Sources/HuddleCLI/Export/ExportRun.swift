import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

extension ScratchFile: Overflow {}

/// One export, from the filter to the file or files.
struct ExportRun {
    private let subject: ListSubject
    private let log: HuddleLog
    private let environment: CommandEnvironment
    private let options: ExportOptions
    private let isJSON: Bool

    init(
        _ subject: ListSubject, _ log: HuddleLog, _ environment: CommandEnvironment, _ options: ExportOptions,
        isJSON: Bool
    ) {
        self.subject = subject
        self.log = log
        self.environment = environment
        self.options = options
        self.isJSON = isJSON
    }

    func write(_ given: FilterOptions, meeting: ListedMeeting? = nil) throws {
        let form = try ExportForm(options, usual: subject.usualGroup, isJSON: isJSON, environment)
        let limit = try given.limit(otherwise: nil)
        let words = try given.typed()
        var filter = try given.filter(log, environment, of: subject)
        if let meeting { filter.meeting = meeting.meeting.id }
        let time = environment.timeOfWriting
        let state = try log.state()
        let facts = ExportFacts(
            space: state.name, filter: words.phrase(filter, environment.calendar, isMinutes: meeting != nil),
            command: command(filter, words, meeting), time: time, today: environment.calendar.day(of: time),
            position: ExportPosition(seq: state.cursor.seq, replica: state.replica), meeting: meeting)
        let leftOut: [LeftOut]
        switch form.target {
        case .stream(let output):
            if form.isBinary, output == nil, environment.output.isTerminal {
                throw UsageError.missing("which file a workbook goes to", example: "--output actions.xlsx")
            }
            leftOut = try writeOne(filter, facts, form, limit, to: output)
            if let output { environment.say("Wrote \(output.visible).") }
        case .folder(let path, let per):
            if limit != nil { throw UsageError.notTogether("--per", "--limit") }
            leftOut = try writeEach(filter, facts, form, per, in: path)
        }
        // A file that has room for it says so itself.
        if !form.hasRoomForFacts, !leftOut.isEmpty {
            environment.say("Not in it: " + leftOut.map(\.words).joined(separator: "; ") + ".")
        }
    }

    private func writeOne(
        _ filter: EntryFilter, _ facts: ExportFacts, _ form: ExportForm, _ limit: Int?, to output: String?
    ) throws -> [LeftOut] {
        try log.reading { reader, lister in
            var order = form.order(today: facts.today)
            let overflow = ScratchFile()
            try reader.eachOutline(matching: filter) { outline in
                try order.add(outline) { try lister.meeting($0) }
                if order.heldCount >= ExportOrder.mostHeld { try order.spill(to: overflow) }
            }
            let export = WholeExport(facts, try order.placed(limit: limit), try form.makeWriter())
            return try write(export, to: output, reader, &lister)
        }
    }

    /// A file for each heading of `per`, all of them from one state of the log.
    private func writeEach(
        _ filter: EntryFilter, _ facts: ExportFacts, _ form: ExportForm, _ per: ExportGroup, in path: String
    ) throws -> [LeftOut] {
        var folder = try ExportFolder(path, ending: form.ending)
        let leftOut = try log.reading { reader, lister in
            var orders: [ExportHeading: ExportOrder] = [:]
            let overflow = ScratchFile()
            var held = 0
            try reader.eachOutline(matching: filter) { outline in
                let meeting = try outline.meeting.flatMap { try lister.meeting($0) }
                for heading in per.headings(of: outline, meeting: meeting, today: facts.today) {
                    orders[heading, default: form.order(today: facts.today)].add(outline, meeting: meeting)
                    held += 1
                }
                guard held >= ExportOrder.mostHeld else { return }
                for heading in orders.keys { try orders[heading]?.spill(to: overflow) }
                held = 0
            }
            var leftOut: [LeftOut] = []
            for (heading, order) in orders.sorted(by: { $0.key < $1.key }) {
                let places = try order.placed()
                let export = WholeExport(facts.narrowed(to: heading, of: per), places, try form.makeWriter())
                leftOut += try write(export, to: folder.place(for: heading, count: places.count), reader, &lister)
            }
            return leftOut
        }
        try folder.print(environment, asJSON: isJSON)
        environment.say("Wrote \(Plural.files(folder.written.count)) to \(path.visible).")
        return leftOut
    }

    private func write(
        _ export: WholeExport, to output: String?, _ reader: any EntryReader, _ lister: inout EntryLister
    ) throws -> [LeftOut] {
        let progress = ExportProgress(environment)
        defer { progress.end() }
        var names = lister
        func written(to sink: ([UInt8]) throws -> Void) throws -> [LeftOut] {
            try export.write(
                reading: { places, body in
                    try reader.eachEntry(at: places) { try body(try names.listed($0)) }
                }, progress: { progress.show($0, of: $1) }, to: sink)
        }
        guard let output else {
            guard environment.output.isTerminal else { return try written { try environment.output.write($0) } }
            var text = TerminalText()
            let leftOut = try written { try environment.output.write(text.shown($0)) }
            try environment.output.write(text.end())
            return leftOut
        }
        var leftOut: [LeftOut] = []
        try Files.write(to: output) { append in leftOut = try written(to: append) }
        return leftOut
    }

    /// What writes this export anew, in words that a shell takes.
    private func command(_ filter: EntryFilter, _ words: FilterWords, _ meeting: ListedMeeting?) -> String {
        var parts = ["huddle", "export", subject.rawValue] + (meeting.map { [$0.shortID] } ?? [])
        parts += words.settled(filter, environment.calendar).arguments
        if let group = options.group { parts += ["--group", group] }
        if let sort = options.sort { parts.append("--sort=" + sort) }
        return parts.map(ShellWord.quoted).joined(separator: " ")
    }
}
