import GRDB

/// The text of a statement that is run again and again.
protocol SQLText: RawRepresentable<Int>, CaseIterable {
    var sql: String { get }
}

/// A batch's statements: each is looked up among the connection's by its whole text once, when it is first needed, and not
/// for each of thousands of rows.
final class PreparedOnce<Name: SQLText> {
    private let database: Database
    private var rows = [RawStatement?](repeating: nil, count: Name.allCases.count)

    init(_ database: Database) {
        self.database = database
    }

    subscript(name: Name) -> RawStatement {
        get throws {
            if let row = rows[name.rawValue] { return row }
            let row = try RawStatement(database, name.sql)
            rows[name.rawValue] = row
            return row
        }
    }
}
