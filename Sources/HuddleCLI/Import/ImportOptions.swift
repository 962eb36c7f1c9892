import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats

/// What every import of a list of entries takes.
struct ImportOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The files; - is stdin.", valueName: "file"))
    var files: [String]

    @Flag(name: .customLong("dry-run"), help: "Show what would be taken and save nothing.")
    var isDryRun = false

    @Flag(name: .customLong("verbose"), help: "Name each entry, and each piece that was skipped with the reason.")
    var isVerbose = false

    @Flag(name: .customLong("keep-going"), help: "Take the rest of a file with lines that cannot be taken.")
    var keepsGoing = false

    @Flag(name: .customLong("undelete"), help: "Bring back what was imported before and deleted here.")
    var isUndeleting = false

    @Option(help: ArgumentHelp("utf-8, utf-16le, utf-16be or windows-1252; found out unless said.", valueName: "name"))
    var encoding: String?

    @Option(help: ArgumentHelp("What an entry is that has no kind in the file: action unless said.", valueName: "kind"))
    var kind: String?

    func chosenEncoding() throws(UsageError) -> TextEncoding? { try Self.encoding(encoding) }

    static func encoding(_ word: String?) throws(UsageError) -> TextEncoding? {
        guard let word else { return nil }
        guard let known = TextEncoding(rawValue: word.trimmed.lowercased()) else {
            throw .unknownWord(word, of: .encoding)
        }
        return known
    }

    func chosenKind() throws(UsageError) -> EntryKind {
        guard let kind else { return .action }
        return try Words.kind(kind)
    }
}

/// What an import of a table takes besides.
struct TableArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Which column is what, as in \"Who=owner\"; \"Who=none\" leaves it out. Can be given several times.",
            valueName: "heading=field"))
    var map: [String] = []

    @Option(
        name: .customLong("map-file"),
        help: ArgumentHelp("A file with such a rule in each line.", valueName: "file"))
    var mapFile: String?

    @Option(help: ArgumentHelp("How 1/2/2026 is to be read: dmy or mdy.", valueName: "order"))
    var dates: String?

    @Option(
        help: ArgumentHelp(
            "comma, semicolon, tab or bar; found out unless said.", valueName: "sign"))
    var separator: String?

    @Option(
        help: ArgumentHelp(
            "Names the list that the rows' keys belong to: the file's name unless said.", valueName: "name"))
    var list: String?

    func options() throws -> TableOptions {
        var options = TableOptions()
        options.rules = try (mapFile.map(Self.lines) ?? []).map(Self.rule) + map.map(Self.rule)
        options.list = list
        if let dates {
            guard let order = DayOrder(rawValue: dates.trimmed.lowercased()) else {
                throw UsageError.unknownWord(dates, of: .dates)
            }
            options.dates = order
        }
        if let separator {
            let signs = [
                "comma": ",", ",": ",", "semicolon": ";", ";": ";", "tab": "\t", "\t": "\t", "bar": "|", "|": "|",
            ]
            guard let sign = signs[separator]?.utf8.first else {
                throw UsageError.unknownWord(separator, of: .separator)
            }
            options.separator = sign
        }
        return options
    }

    private static func rule(_ text: String) throws(UsageError) -> ColumnMap.Rule {
        guard let rule = ColumnMap.Rule(text) else { throw .unknownWord(text, of: .column) }
        return rule
    }

    /// A rule a line; empty lines and those that start with # say nothing.
    private static func lines(_ path: String) throws -> [String] {
        guard let bytes = try Files.readWhole(path, limit: Limits.smallRequestBytes) else {
            throw UsageError.missingFile(path)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw UsageError.notUTF8(what: "The file \(path.visible)")
        }
        return text.split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter {
            !$0.isEmpty && !$0.hasPrefix("#")
        }
    }
}
