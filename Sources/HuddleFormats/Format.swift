/// The formats that Huddle writes, as `Protocol/formats.md` describes them. A new one is a case here and a writer.
package enum Format: String, CaseIterable, Hashable, Sendable {
    case markdown
    case html
    case csv
    case tsv
    case xlsx
    case json
    case ndjson
    case ics
    case todotxt
    case taskwarrior
    case jira
    case github
    case githubCSV = "github-csv"

    /// What a file's name ends in, behind the dot. No two formats share one.
    package var fileExtension: String {
        switch self {
        case .markdown: "md"
        case .html: "html"
        case .csv: "csv"
        case .tsv: "tsv"
        case .xlsx: "xlsx"
        case .json: "json"
        case .ndjson: "ndjson"
        case .ics: "ics"
        case .todotxt: "txt"
        case .taskwarrior: "taskwarrior.json"
        case .jira: "jira.csv"
        case .github: "github.json"
        case .githubCSV: "github.csv"
        }
    }

    package var mediaType: String {
        switch self {
        case .markdown: "text/markdown; charset=utf-8"
        case .html: "text/html; charset=utf-8"
        case .csv, .jira, .githubCSV: "text/csv; charset=utf-8; header=present"
        case .tsv: "text/tab-separated-values; charset=utf-8"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .json, .taskwarrior, .github: "application/json"
        case .ndjson: "application/x-ndjson"
        case .ics: "text/calendar; charset=utf-8"
        case .todotxt: "text/plain; charset=utf-8"
        }
    }

    /// Whether entries stand under headings, an entry with two owners under both.
    package var hasHeadings: Bool {
        switch self {
        case .markdown, .html: true
        case .csv, .tsv, .xlsx, .json, .ndjson, .ics, .todotxt, .taskwarrior, .jira, .github, .githubCSV: false
        }
    }

    /// Whether the columns can be chosen.
    package var hasColumns: Bool {
        switch self {
        case .html, .csv, .tsv, .xlsx: true
        case .markdown, .json, .ndjson, .ics, .todotxt, .taskwarrior, .jira, .github, .githubCSV: false
        }
    }

    /// Whether the file says itself what it holds.
    package var hasRoomForFacts: Bool {
        switch self {
        case .markdown, .html, .xlsx, .json, .ndjson, .ics: true
        case .csv, .tsv, .todotxt, .taskwarrior, .jira, .github, .githubCSV: false
        }
    }

    /// The format of the longest ending that `path` has.
    package init?(path: String) {
        let name = path.lowercased()
        let fitting = Format.allCases.filter { name.hasSuffix("." + $0.fileExtension) }
        guard let format = fitting.max(by: { $0.fileExtension.utf8.count < $1.fileExtension.utf8.count }) else {
            return nil
        }
        self = format
    }
}
