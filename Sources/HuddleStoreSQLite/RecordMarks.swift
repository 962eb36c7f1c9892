import GRDB
import HuddleCore
import HuddleStore

/// What other rows say of each record: a byte a record, read in one pass over two indexes.
///
/// For one record, look-ups in those indexes are cheaper; for a good part of a log they cost more than its own row.
struct RecordMarks {
    /// By the record's key: how many letters its short id has, and `unsettled`.
    private var bytes: [UInt8]

    private static let unsettled: UInt8 = 0x80

    init(_ database: Database, lastKey: Int) throws {
        bytes = [UInt8](repeating: UInt8(ShortID.fewestLetters), count: lastKey + 1)
        try readLetters(database)
        try readUnsettled(database)
    }

    func letters(of place: RecordPlace) -> Int { Int(mark(of: place) & ~Self.unsettled) }

    func isSettled(_ place: RecordPlace) -> Bool { mark(of: place) & Self.unsettled == 0 }

    private func mark(of place: RecordPlace) -> UInt8 {
        bytes.indices.contains(Int(place.key)) ? bytes[Int(place.key)] : UInt8(ShortID.fewestLetters)
    }

    private mutating func readLetters(_ database: Database) throws {
        let row = try RawStatement(database, "SELECT key, handle FROM record ORDER BY handle", isShared: false)
        var previous: ShortID?
        var current: (key: Int, handle: ShortID)?
        while try row.step() {
            let next = (key: Int(row.int64(0)), handle: ShortID(bits: row.bits(1)))
            if let current { set(current, between: previous, and: next.handle) }
            previous = current?.handle
            current = next
        }
        if let current { set(current, between: previous, and: nil) }
    }

    private mutating func set(_ record: (key: Int, handle: ShortID), between previous: ShortID?, and next: ShortID?) {
        alter(record.key) { $0 = UInt8(record.handle.fewestLetters(between: previous, and: next)) }
    }

    /// A damaged file may name keys that there cannot be.
    private mutating func alter(_ key: Int, _ body: (inout UInt8) -> Void) {
        if bytes.indices.contains(key) { body(&bytes[key]) }
    }

    private mutating func readUnsettled(_ database: Database) throws {
        let row = try RawStatement(
            database, "SELECT record FROM change INDEXED BY change_unsettled WHERE seq IS NULL", isShared: false)
        while try row.step() { alter(Int(row.int64(0))) { $0 |= Self.unsettled } }
    }
}

/// One reading transaction's marks, made when so much of the log was asked for that they pay.
final class RecordMarksOnce {
    /// A pass over a record's index row costs about a sixteenth of its look-ups.
    private static let recordsPassedForOneRead = 16
    private static let fewestReads = 1024

    private var reads = 0
    private var made: RecordMarks?

    /// - Parameter count: How many records are about to be read.
    /// - Returns: Nil where too few were to make them worth it.
    func marks(forNext count: Int, _ database: Database) throws -> RecordMarks? {
        if let made { return made }
        reads += count
        guard reads >= Self.fewestReads else { return nil }
        let row = try RawStatement(database, "SELECT max(key) FROM record")
        defer { row.reset() }
        guard try row.step(), case let last = Int(row.int64(0)), last <= reads * Self.recordsPassedForOneRead else {
            return nil
        }
        made = try RecordMarks(database, lastKey: last)
        return made
    }
}
