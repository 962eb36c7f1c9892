import HuddleCore

/// How a table is to be read, where somebody says it.
package struct TableOptions: Hashable, Sendable {
    package var rules: [ColumnMap.Rule] = []
    /// Nil for whichever is in the first line most.
    package var separator: UInt8?
    package var dates: DayOrder?
    /// Keeps the keys of rows of one list apart from those of another; the file's name unless said.
    package var list: String?
    /// Whether keys name issues wherever they are found, as those of Jira do.
    package var keysAreGlobal = false

    package init() {}
}

/// Reads a table: somebody's spreadsheet, a tracker's export, or what Huddle wrote.
package struct TableImport: ImportReader {
    private var rows: TableReader
    private let context: ImportContext
    private let options: TableOptions
    /// One of the two, once the headings are read. Each has a place of its own, for a row must not copy what the rows
    /// before it left behind.
    private var huddle: HuddleTable?
    private var other: OtherTable?
    private var isOver = false
    private var waiting: [ImportEvent] = []

    package init(_ context: ImportContext, _ options: TableOptions) throws {
        self.context = context
        self.options = options
        rows = try TableReader(try context.lines(), separator: options.separator)
    }

    package var remarks: [String] {
        huddle == nil ? other?.remarks ?? [] : ["The columns are Huddle's own."]
    }

    package mutating func next() throws -> ImportEvent? {
        if !waiting.isEmpty { return waiting.removeFirst() }
        while !isOver {
            do {
                guard let row = try rows.next() else {
                    isOver = true
                    break
                }
                if row.isBlank { continue }
                guard hasHeadings else {
                    try readHeadings(row)
                    continue
                }
                waiting = try events(row)
                if !waiting.isEmpty { return waiting.removeFirst() }
            } catch let problem as ImportProblem {
                // Without headings no row means anything.
                if !hasHeadings { isOver = true }
                return .problem(problem)
            }
        }
        return nil
    }

    private var hasHeadings: Bool { huddle != nil || other != nil }

    private mutating func readHeadings(_ row: TableRow) throws(ImportProblem) {
        if options.rules.isEmpty, let table = HuddleTable(row, context) {
            huddle = table
        } else {
            other = OtherTable(try ColumnMap(row, rules: options.rules), options, context)
        }
    }

    private mutating func events(_ row: TableRow) throws(ImportProblem) -> [ImportEvent] {
        if let huddle { return [.statement(try huddle.statement(row), line: row.line)] }
        return try other?.events(row) ?? []
    }
}
