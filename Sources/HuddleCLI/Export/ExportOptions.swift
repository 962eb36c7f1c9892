import ArgumentParser
import HuddleCore
import HuddleFormats

/// What an export becomes, the same wherever something is exported.
struct ExportOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "\(Format.allCases.map(\.rawValue).joined(separator: ", ")); by the output file's ending unless said, else markdown."
        ))
    var format: String?

    @Option(
        help: ArgumentHelp(
            "Write to this file, whole or not at all, instead of stdout. A new one can be read by you alone.",
            valueName: "file"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "A template of your own, in Mustache, instead of a format: see Templates/README.md.", valueName: "file"))
    var template: String?

    @Option(
        help: ArgumentHelp(
            "A file for each owner (or \(ExportGroup.allCases.dropFirst().map(\.rawValue).joined(separator: ", "))), in --output-dir.",
            valueName: "what"))
    var per: String?

    @Option(help: ArgumentHelp("The folder for --per, made where there is none.", valueName: "folder"))
    var outputDir: String?

    @Option(help: "Put together by \(ExportGroup.allCases.map(\.rawValue).joined(separator: ", ")).")
    var group: String?

    @Option(
        help: ArgumentHelp(
            "Inside a group, in order of \(ExportSort.Key.allCases.map(\.rawValue).joined(separator: ", ")); with a - before it the other way round, as in --sort=-changed.",
            valueName: "key"))
    var sort: String?

    @Option(
        help: ArgumentHelp(
            "The columns of html, csv, tsv and xlsx, in this order, as in text,owners,due.", valueName: "names"))
    var columns: String?

    @Flag(help: "Leave formulas in csv, tsv, jira and github-csv as they are: for programs, not for spreadsheets.")
    var raw = false

    /// - Parameter isJSON: Whether JSON was asked for in general.
    func chosenFormat(isJSON: Bool) throws(UsageError) -> Format {
        if let format {
            guard let known = Format(rawValue: format.trimmed.lowercased()) else {
                throw .unknownWord(format, of: .format)
            }
            return known
        }
        return isJSON ? .json : output.flatMap { Format(path: $0) } ?? .markdown
    }

    func chosenGroup() throws(UsageError) -> ExportGroup? { try Self.group(group) }

    func chosenPer() throws(UsageError) -> ExportGroup? { try Self.group(per) }

    private static func group(_ word: String?) throws(UsageError) -> ExportGroup? {
        guard let word else { return nil }
        guard let known = ExportGroup(rawValue: word.trimmed.lowercased()) else {
            throw .unknownWord(word, of: .group)
        }
        return known
    }

    func chosenSort() throws(UsageError) -> ExportSort? {
        guard let sort else { return nil }
        guard let known = ExportSort(sort.trimmed.lowercased()) else { throw .unknownWord(sort, of: .key) }
        return known
    }

    func chosenColumns(for format: Format) throws(UsageError) -> [ExportColumn]? {
        guard let columns else { return nil }
        guard format.hasColumns else { throw .notTogether("--columns", "--format \(format.rawValue)") }
        var chosen: [ExportColumn] = []
        for word in columns.split(separator: ",").map({ String($0).trimmed.lowercased() }) {
            guard let column = ExportColumn(rawValue: word) else { throw .unknownWord(word, of: .exportColumn) }
            if !chosen.contains(column) { chosen.append(column) }
        }
        guard !chosen.isEmpty else { throw .missing("which columns", example: "--columns text,owners,due") }
        return chosen
    }
}
