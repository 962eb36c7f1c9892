import GRDB
import HuddleCore
import HuddleStore

/// One transaction on a directory's tables.
struct SQLiteDirectoryTransaction {
    let database: Database
    let path: String

    init(_ database: Database, path: String) {
        self.database = database
        self.path = path
    }

    /// Runs `body` and throws what it throws as a `StoreError`.
    func translated<Result>(_ body: () throws -> Result) throws(StoreError) -> Result {
        try SQLiteFailure.translated(path, body)
    }

    /// The rows that `sql` finds, each made into a value.
    func all<Value>(
        _ sql: String, _ bind: (RawStatement) -> Void = { _ in }, _ make: (RawStatement) throws -> Value
    ) throws(StoreError) -> [Value] {
        try translated {
            let row = try RawStatement(database, sql)
            bind(row)
            defer { row.reset() }
            var values: [Value] = []
            while try row.step() { values.append(try make(row)) }
            return values
        }
    }

    func run(_ sql: String, _ bind: (RawStatement) -> Void) throws(StoreError) {
        try translated {
            let row = try RawStatement(database, sql)
            bind(row)
            try row.run()
        }
    }
}

extension SQLiteDirectoryTransaction: DirectoryReader {
    private static let spaceColumns = """
        space.id, space.name, space.created, space.archived, space.deleted, space.purged, space.quota
        """
    private static let memberColumns = """
        member.id, member.space, member.name, member.department, member.role, member.created, member.removed
        """
    private static let deviceColumns = "id, member, name, token_hash, created, last_seen, revoked"
    private static let invitationColumns = """
        invitation.secret_hash, invitation.member, invitation.created, invitation.expires, invitation.used_by,
            invitation.used_at, invitation.withdrawn
        """

    func trial() throws(StoreError) -> WallTime? {
        try all("SELECT at FROM trial") { WallTime(milliseconds: $0.int64(0)) }.first
    }

    func spaces() throws(StoreError) -> [SpaceListing] {
        try all("SELECT \(Self.spaceColumns) FROM space ORDER BY name, id") { try $0.space(from: 0) }
    }

    func space(_ id: RecordID) throws(StoreError) -> SpaceListing? {
        try all("SELECT \(Self.spaceColumns) FROM space WHERE id = ?", { $0.bind(1, id.digest) }) {
            try $0.space(from: 0)
        }.first
    }

    func members(of space: RecordID) throws(StoreError) -> [Member] {
        try all(
            "SELECT \(Self.memberColumns) FROM member WHERE space = ? ORDER BY name, id", { $0.bind(1, space.digest) }
        ) { try $0.member(from: 0) }
    }

    func member(_ id: RecordID) throws(StoreError) -> Member? {
        try all("SELECT \(Self.memberColumns) FROM member WHERE id = ?", { $0.bind(1, id.digest) }) {
            try $0.member(from: 0)
        }.first
    }

    func devices(of member: RecordID) throws(StoreError) -> [Device] {
        try all(
            """
            SELECT \(Self.deviceColumns) FROM device WHERE member = ?
            ORDER BY created, id
            """, { $0.bind(1, member.digest) }
        ) { try $0.device(from: 0) }
    }

    func device(_ id: RecordID) throws(StoreError) -> Device? {
        try all("SELECT \(Self.deviceColumns) FROM device WHERE id = ?", { $0.bind(1, id.digest) }) {
            try $0.device(from: 0)
        }.first
    }

    func invitations(of space: RecordID) throws(StoreError) -> [Invitation] {
        try all(
            """
            SELECT \(Self.invitationColumns) FROM invitation JOIN member ON member.id = invitation.member
            WHERE member.space = ? ORDER BY invitation.created, invitation.secret_hash
            """, { $0.bind(1, space.digest) }
        ) { try $0.invitation() }
    }

    /// What an `Access` is made of: 21 columns.
    private static let accessColumns = """
        device.id, device.member, device.name, device.token_hash, device.created, device.last_seen,
            device.revoked, \(memberColumns), \(spaceColumns)
        """

    private static func access(_ row: RawStatement) throws -> Access {
        Access(device: try row.device(from: 0), member: try row.member(from: 7), space: try row.space(from: 14))
    }

    private static let feeds = """
        SELECT \(accessColumns), feed.secret_hash, feed.member, feed.device, feed.name, feed.format, feed.list, feed.query,
            feed.created, feed.expires, feed.revoked, feed.fetched
        FROM feed JOIN device ON device.id = feed.device JOIN member ON member.id = feed.member
            JOIN space ON space.id = member.space
        """

    func feeds(of space: RecordID) throws(StoreError) -> [FeedAccess] {
        try all(
            "\(Self.feeds) WHERE member.space = ? ORDER BY feed.created, feed.secret_hash", { $0.bind(1, space.digest) }
        ) { FeedAccess(feed: try $0.feed(from: 21), access: try Self.access($0)) }
    }

    func feed(_ id: RecordID, in space: RecordID) throws(StoreError) -> FeedAccess? {
        // An id is the first half of the key.
        let first = id.digest.bytes
        return try all(
            "\(Self.feeds) WHERE feed.secret_hash BETWEEN ? AND ? AND member.space = ?",
            {
                $0.bind(1, first + [UInt8](repeating: 0, count: 16))
                $0.bind(2, first + [UInt8](repeating: 0xff, count: 16))
                $0.bind(3, space.digest)
            }
        ) { FeedAccess(feed: try $0.feed(from: 21), access: try Self.access($0)) }.first
    }

    func feeds(ofMember member: RecordID) throws(StoreError) -> [FeedAccess] {
        try all(
            "\(Self.feeds) WHERE feed.member = ? ORDER BY feed.created, feed.secret_hash", { $0.bind(1, member.digest) }
        ) {
            FeedAccess(feed: try $0.feed(from: 21), access: try Self.access($0))
        }
    }

    func feed(secretHash: [UInt8]) throws(StoreError) -> FeedAccess? {
        try all("\(Self.feeds) WHERE feed.secret_hash = ?", { $0.bind(1, secretHash) }) {
            FeedAccess(feed: try $0.feed(from: 21), access: try Self.access($0))
        }.first
    }

    func access(tokenHash: [UInt8]) throws(StoreError) -> Access? {
        try all(
            """
            SELECT \(Self.accessColumns)
            FROM device JOIN member ON member.id = device.member JOIN space ON space.id = member.space
            WHERE device.token_hash = ?
            """, { $0.bind(1, tokenHash) }
        ) { try Self.access($0) }.first
    }

    func invitation(secretHash: [UInt8]) throws(StoreError) -> Invitation? {
        try all(
            "SELECT \(Self.invitationColumns) FROM invitation WHERE secret_hash = ?",
            { $0.bind(1, secretHash) }
        ) { try $0.invitation() }.first
    }

    func owners(of replicas: Set<ReplicaID>, in space: RecordID) throws(StoreError) -> [ReplicaID: Member] {
        var owners: [ReplicaID: Member] = [:]
        for replica in replicas {
            owners[replica] = try all(
                """
                SELECT \(Self.memberColumns) FROM replica JOIN member ON member.id = replica.member
                WHERE replica.space = ? AND replica.id = ?
                """,
                {
                    $0.bind(1, space.digest)
                    $0.bind(2, replica.bits)
                }
            ) { try $0.member(from: 0) }.first
        }
        return owners
    }

    func audit(after seq: UInt64, limit: Int) throws(StoreError) -> [AuditEntry] {
        try all(
            """
            SELECT seq, action, actor, device, space, subject, at, chain, address FROM audit WHERE seq > ? ORDER BY seq LIMIT ?
            """,
            {
                $0.bind(1, seq)
                $0.bind(2, Int64(limit))
            }
        ) { try $0.auditEntry() }
    }

    func integrityFaults() throws(StoreError) -> [String] {
        try translated {
            let faults = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
            let strays = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { row -> String in
                "a row of \(row[0] as String? ?? "") points to no \(row[2] as String? ?? "")"
            }
            return faults + strays
        }
    }

    func lastAudit() throws(StoreError) -> AuditEntry? {
        try all(
            "SELECT seq, action, actor, device, space, subject, at, chain, address FROM audit ORDER BY seq DESC LIMIT 1"
        ) { try $0.auditEntry() }.first
    }
}
