import GRDB
import HuddleCore
import HuddleStore

/// A directory's rows as values, each read from the column where it starts.
extension RawStatement {
    func bind(_ position: Int32, _ time: WallTime?) {
        if let time { bind(position, time.milliseconds) }
    }

    func space(from column: Int32) throws -> SpaceListing {
        SpaceListing(
            id: RecordID(try digest(column)), name: text(column + 1) ?? "", created: time(column + 2),
            archived: optionalTime(column + 3), deleted: optionalTime(column + 4), purged: optionalTime(column + 5),
            quotaBytes: isNull(column + 6) ? nil : bits(column + 6))
    }

    func member(from column: Int32) throws -> Member {
        Member(
            id: RecordID(try digest(column)), space: RecordID(try digest(column + 1)), name: text(column + 2) ?? "",
            department: text(column + 3) ?? "", role: try word(column + 4), created: time(column + 5),
            removed: optionalTime(column + 6))
    }

    func device(from column: Int32) throws -> Device {
        Device(
            id: RecordID(try digest(column)), member: RecordID(try digest(column + 1)), name: text(column + 2) ?? "",
            tokenHash: bytes(column + 3), created: time(column + 4), lastSeen: optionalTime(column + 5),
            revoked: optionalTime(column + 6))
    }

    func invitation() throws -> Invitation {
        Invitation(
            secretHash: bytes(0), member: RecordID(try digest(1)), created: time(2), expires: time(3),
            use: isNull(4) ? nil : Invitation.Use(tokenHash: bytes(4), at: time(5)), withdrawn: optionalTime(6))
    }

    func feed(from column: Int32) throws -> Feed {
        Feed(
            secretHash: bytes(column), member: RecordID(try digest(column + 1)),
            device: RecordID(try digest(column + 2)),
            name: text(column + 3) ?? "", format: text(column + 4) ?? "", list: text(column + 5) ?? "",
            query: text(column + 6) ?? "", created: time(column + 7), expires: time(column + 8),
            revoked: optionalTime(column + 9), fetched: optionalTime(column + 10))
    }

    func auditEntry() throws -> AuditEntry {
        let event = AuditEvent(
            try word(1), actor: try optionalID(2), device: try optionalID(3), space: try optionalID(4),
            subject: try optionalID(5), address: text(8), at: time(6))
        return AuditEntry(seq: bits(0), event: event, chain: try digest(7))
    }

    func time(_ column: Int32) -> WallTime { WallTime(milliseconds: int64(column)) }

    func optionalTime(_ column: Int32) -> WallTime? { isNull(column) ? nil : time(column) }

    func optionalID(_ column: Int32) throws -> RecordID? {
        isNull(column) ? nil : RecordID(try digest(column))
    }

    /// - Throws: Damage, where the word is none that this version stores.
    func word<Word: RawRepresentable>(_ column: Int32) throws -> Word where Word.RawValue == String {
        guard let word = text(column).flatMap({ Word(rawValue: $0) }) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "\(text(column) ?? "") is no \(Word.self)")
        }
        return word
    }
}
