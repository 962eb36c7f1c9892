import CSQLiteShim
import GRDB
import HuddleCore
import HuddleStore

/// One of a connection's cached statements, bound and stepped without GRDB's per-row work: four times as fast where
/// thousands of rows go in or come out.
///
/// Positions start at 1 for bindings and at 0 for columns, as SQLite's own do.
struct RawStatement {
    private let statement: Statement
    private let pointer: OpaquePointer

    /// - Parameter isShared: Take the connection's cached statement. False where the same text may run inside itself.
    init(_ database: Database, _ sql: String, isShared: Bool = true) throws {
        statement = isShared ? try database.cachedStatement(sql: sql) : try database.makeStatement(sql: sql)
        pointer = statement.sqliteStatement
        reset()
    }

    func reset() {
        sqlite3_reset(pointer)
        sqlite3_clear_bindings(pointer)
    }

    func bind(_ position: Int32, _ number: Int64) {
        sqlite3_bind_int64(pointer, position, number)
    }

    func bind(_ position: Int32, _ bits: UInt64) {
        sqlite3_bind_int64(pointer, position, Int64(bitPattern: bits))
    }

    func bind(_ position: Int32, _ bytes: [UInt8]?) {
        guard let bytes else { return }
        bytes.withUnsafeBytes { buffer in
            _ = sqlite3_bind_blob(pointer, position, buffer.baseAddress, Int32(buffer.count), Self.transient)
        }
        if bytes.isEmpty { sqlite3_bind_zeroblob(pointer, position, 0) }
    }

    /// Bound with its length: a text may hold NUL.
    func bind(_ position: Int32, _ text: String?) {
        guard var text else { return }
        text.withUTF8 { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                _ = sqlite3_bind_text(
                    pointer, position, characters.baseAddress, Int32(characters.count), Self.transient)
            }
        }
    }

    func bind(_ position: Int32, _ digest: Digest128?) {
        guard let digest else { return }
        digest.withUnsafeBytes { bytes in
            _ = sqlite3_bind_blob(pointer, position, bytes.baseAddress, Int32(bytes.count), Self.transient)
        }
    }

    /// Binds what stands in a column of another statement's row, whatever it is; the first column is the first position.
    func bind(column: Int32, of row: RawStatement) {
        sqlite3_bind_value(pointer, column + 1, sqlite3_column_value(row.pointer, column))
    }

    var columnCount: Int32 { sqlite3_column_count(pointer) }

    /// The next row; false at the end, after which the statement is ready for new bindings.
    func step() throws -> Bool {
        let code = sqlite3_step(pointer)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE:
            reset()
            return false
        default:
            let message = String(cString: sqlite3_errmsg(sqlite3_db_handle(pointer)))
            reset()
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
        }
    }

    /// Steps once through a statement that returns no rows.
    func run() throws {
        while try step() {}
    }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(pointer, column) == SQLITE_NULL }

    func int64(_ column: Int32) -> Int64 { sqlite3_column_int64(pointer, column) }

    func bits(_ column: Int32) -> UInt64 { UInt64(bitPattern: int64(column)) }

    func bytes(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(pointer, column) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column))))
    }

    func text(_ column: Int32) -> String? {
        guard let start = sqlite3_column_text(pointer, column) else { return nil }
        let count = Int(sqlite3_column_bytes(pointer, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// - Throws: `StoreError`-worthy damage, where the column does not hold 16 bytes.
    func digest(_ column: Int32) throws -> Digest128 {
        guard let start = sqlite3_column_blob(pointer, column),
            let digest = Digest128(
                exactly: UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column))))
        else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an id that has not 16 bytes") }
        return digest
    }

    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
