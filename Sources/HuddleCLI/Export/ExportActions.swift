import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Hands out the list of actions.
struct ExportActions: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "actions",
        abstract: "Write the list of actions, by owner and due date.",
        discussion: HelpText.discussion(
            """
            Open actions unless another --status or --kind is given.
            """,
            examples: [
                "huddle export actions --owner maria",
                "huddle export actions --format csv --output actions.csv",
            ]))

    @OptionGroup var global: GlobalOptions

    @Option(help: "markdown, csv or json; by the output file's ending unless said, else markdown.")
    var format: String?

    @Option(help: ArgumentHelp("Write to this file, whole or not at all, instead of stdout.", valueName: "file"))
    var output: String?

    @OptionGroup var options: FilterOptions

    func run(in environment: CommandEnvironment) throws {
        let format = try chosenFormat()
        let options = try options.withSaved(try global.home(in: environment))
        let limit = try options.limit(otherwise: nil)
        let log = try global.log(in: environment)
        var filter = try options.filter(log, environment)
        if options.kind.isEmpty { filter.kinds = [.known(.action)] }
        if options.status.isEmpty { filter.statuses = [.known(.open)] }
        filter.order = .dueThenAge
        filter.limit = limit
        let contents = ExportContents(
            space: try log.state().name, filter: options.words(filter, environment.calendar),
            time: environment.timeOfWriting, today: environment.calendar.day(of: environment.timeOfWriting))
        guard let output, output != "-" else {
            return try write(format, contents, filter, log) { try environment.output.write($0) }
        }
        try Files.write(to: output) { append in
            try write(format, contents, filter, log) { try append(Array($0.utf8)) }
        }
        environment.say("Wrote \(output.visible).")
    }

    private func write(
        _ format: ExportFormat, _ contents: ExportContents, _ filter: EntryFilter, _ log: HuddleLog,
        to sink: (String) throws -> Void
    ) throws {
        try withoutActuallyEscaping(sink) { sink in
            var export = format.makeExport(of: contents)
            var pieces = PieceBuffer(sink)
            try pieces.append(export.begin())
            try log.eachEntry(
                matching: filter, orderedBy: { ExportKey.keys(of: $0, grouping: format.grouping) },
                { try pieces.append(export.add($0, under: $1.owner)) })
            try pieces.append(export.end())
            try pieces.flush()
        }
    }

    private func chosenFormat() throws(UsageError) -> ExportFormat {
        if let format {
            guard let known = ExportFormat(rawValue: format.trimmed.lowercased()) else {
                throw .unknownWord(format, of: .format)
            }
            return known
        }
        if global.json { return .json }
        let ending = output?.split(separator: ".").last.map(String.init)
        return ExportFormat.allCases.first { $0.fileExtension == ending } ?? .markdown
    }
}

/// The names of the formats, for messages.
enum ExportNames {
    static let all = ExportFormat.allCases.map(\.rawValue)
}
