import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Which list an export holds, in the words of the command that wrote it.
struct WrittenList {
    private let subject: ListSubject
    private let meeting: String?
    private var options: Options

    /// What decides which entries are in a list; how it is written does not.
    private struct Options: ParsableArguments {
        @OptionGroup var filter: FilterOptions
        @Option var group: String?
        @Option var sort: String?
    }

    /// - Parameter command: A whole command, as a file names it; nil for one that is none.
    init?(command: String) {
        guard let words = ShellWord.words(of: command), words.starts(with: ["huddle", "export"]),
            let list = try? Self(Array(words.dropFirst(2)))
        else { return nil }
        self = list
    }

    /// - Parameter typed: `actions --owner me`, with or without `huddle export` before it.
    /// - Throws: `UsageError`, `FilterError`, or the parser's own.
    init(typed: String, _ home: Home) throws {
        var words = ShellWord.words(of: typed) ?? []
        for word in ["huddle", "export"] where words.first == word { words.removeFirst() }
        try self.init(words)
        options.filter = try options.filter.withSaved(home)
    }

    private init(_ words: [String]) throws {
        guard let first = words.first, let subject = ListSubject(rawValue: first) else {
            throw UsageError.missing("which list the file holds", example: "--list \"actions --owner me\"")
        }
        self.subject = subject
        meeting = subject == .meeting ? words.dropFirst().first : nil
        options = try Options.parse(Array(words.dropFirst(meeting == nil ? 1 : 2)))
    }

    /// The entries of the list as it is now, without those that are known.
    func entries(
        in log: HuddleLog, _ environment: CommandEnvironment, besides known: Set<RecordID>
    ) throws -> [ListedEntry] {
        var filter = try options.filter.filter(log, environment, of: subject)
        if let meeting { filter.meeting = try log.find(meeting, type: .meeting).projection.id }
        let limit = try options.filter.limit(otherwise: nil)
        return try log.reading { reader, lister in
            var order = ExportOrder(
                group: options.group.flatMap { ExportGroup(rawValue: $0) } ?? subject.usualGroup,
                sort: options.sort.flatMap { ExportSort($0) }, today: environment.today, showsAll: false)
            try reader.eachOutline(matching: filter) { outline in
                // A limit counts those that are known too.
                if limit != nil || !known.contains(outline.id) { try order.add(outline) { try lister.meeting($0) } }
            }
            var entries: [ListedEntry] = []
            try order.placed(limit: limit).eachPage { places in
                try reader.eachEntry(at: places) { stored in
                    if !known.contains(stored.projection.id) { entries.append(try lister.listed(stored)) }
                }
            }
            return entries
        }
    }
}
