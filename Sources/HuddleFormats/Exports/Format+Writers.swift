extension Format {
    /// What turns entries into a file of this format.
    ///
    /// - Parameter columns: Those of a table; each table has its own where none are given.
    /// - Parameter isRaw: Whether formulas in CSV and TSV stay as they are.
    package func makeWriter(
        group: ExportGroup, columns: [ExportColumn]? = nil, isRaw: Bool = false
    ) -> any ExportWriter {
        let row = DelimitedRow(separator: self == .tsv ? "\t" : ",", isRaw: isRaw)
        switch self {
        case .markdown: return MarkdownWriter(group: group)
        case .html: return HTMLWriter(columns: columns, group: group)
        case .csv, .tsv: return CSVWriter(row, columns: columns ?? ExportColumn.allCases)
        case .xlsx: return XLSXWriter(columns: columns ?? ExportColumn.forPeople)
        case .json: return JSONExportWriter(isLines: false)
        case .ndjson: return JSONExportWriter(isLines: true)
        case .ics: return CalendarWriter()
        case .todotxt: return TodoTxtWriter()
        case .taskwarrior: return TaskwarriorWriter()
        case .jira: return JiraWriter(row: row)
        case .github: return GitHubWriter(row: nil)
        case .githubCSV: return GitHubWriter(row: row)
        }
    }
}

extension ExportGroup {
    /// The column that says the same as the headings.
    var column: ExportColumn? {
        switch self {
        case .owner: .owners
        case .customer: .customer
        case .meeting: .meeting
        case .due: nil
        case .status: .status
        case .product: .product
        case .kind: .kind
        }
    }
}
