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
        guard let format else { return isJSON ? .json : output.flatMap { Format(path: $0) } ?? .markdown }
        let known = try UsageError.reading { () throws(WordError) in try Format(word: format) }
        if isJSON, known != .json, known != .ndjson { throw .notTogether("--json", "--format \(format)") }
        return known
    }

    func chosenGroup() throws(UsageError) -> ExportGroup? { try Self.group(group) }

    func chosenPer() throws(UsageError) -> ExportGroup? { try Self.group(per) }

    private static func group(_ word: String?) throws(UsageError) -> ExportGroup? {
        guard let word else { return nil }
        return try UsageError.reading { () throws(WordError) in try ExportGroup(word: word) }
    }

    func chosenSort() throws(UsageError) -> ExportSort? {
        guard let sort else { return nil }
        return try UsageError.reading { () throws(WordError) in try ExportSort(word: sort) }
    }

    func chosenColumns(for format: Format) throws(UsageError) -> [ExportColumn]? {
        guard let columns else { return nil }
        return try UsageError.reading { () throws(WordError) in try ExportColumn.list(columns, for: format) }
    }
}
