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
    func spaces() throws(StoreError) -> [SpaceListing] {
        try all("SELECT id, name, created FROM space ORDER BY name, id") { try $0.space(from: 0) }
    }

    func space(_ id: RecordID) throws(StoreError) -> SpaceListing? {
        try all("SELECT id, name, created FROM space WHERE id = ?", { $0.bind(1, id.digest) }) {
            try $0.space(from: 0)
        }.first
    }

    func members(of space: RecordID) throws(StoreError) -> [Member] {
        try all(
            """
            SELECT id, space, name, department, role, created, removed FROM member WHERE space = ? ORDER BY name, id
            """, { $0.bind(1, space.digest) }
        ) { try $0.member(from: 0) }
    }

    func member(_ id: RecordID) throws(StoreError) -> Member? {
        try all(
            "SELECT id, space, name, department, role, created, removed FROM member WHERE id = ?",
            { $0.bind(1, id.digest) }
        ) { try $0.member(from: 0) }.first
    }

    func devices(of member: RecordID) throws(StoreError) -> [Device] {
        try all(
            """
            SELECT id, member, name, token_hash, created, last_seen, revoked FROM device WHERE member = ?
            ORDER BY created, id
            """, { $0.bind(1, member.digest) }
        ) { try $0.device(from: 0) }
    }

    func access(tokenHash: [UInt8]) throws(StoreError) -> Access? {
        try all(
            """
            SELECT device.id, device.member, device.name, device.token_hash, device.created, device.last_seen,
                device.revoked, member.id, member.space, member.name, member.department, member.role, member.created,
                member.removed, space.id, space.name, space.created
            FROM device JOIN member ON member.id = device.member JOIN space ON space.id = member.space
            WHERE device.token_hash = ?
            """, { $0.bind(1, tokenHash) }
        ) {
            Access(device: try $0.device(from: 0), member: try $0.member(from: 7), space: try $0.space(from: 14))
        }.first
    }

    func invitation(secretHash: [UInt8]) throws(StoreError) -> Invitation? {
        try all(
            "SELECT secret_hash, member, created, expires, used_by, used_at FROM invitation WHERE secret_hash = ?",
            { $0.bind(1, secretHash) }
        ) { try $0.invitation() }.first
    }

    func audit(after seq: UInt64, limit: Int) throws(StoreError) -> [AuditEntry] {
        try all(
            """
            SELECT seq, action, actor, device, space, subject, at, chain FROM audit WHERE seq > ? ORDER BY seq LIMIT ?
            """,
            {
                $0.bind(1, seq)
                $0.bind(2, Int64(limit))
            }
        ) { try $0.auditEntry() }
    }

    func lastAudit() throws(StoreError) -> AuditEntry? {
        try all(
            "SELECT seq, action, actor, device, space, subject, at, chain FROM audit ORDER BY seq DESC LIMIT 1"
        ) { try $0.auditEntry() }.first
    }
}

extension SQLiteDirectoryTransaction: DirectoryWriter {
    func save(_ space: SpaceListing) throws(StoreError) {
        try run("REPLACE INTO space (id, name, created) VALUES (?, ?, ?)") {
            $0.bind(1, space.id.digest)
            $0.bind(2, space.name)
            $0.bind(3, space.created.milliseconds)
        }
    }

    func save(_ member: Member) throws(StoreError) {
        try run(
            """
            REPLACE INTO member (id, space, name, department, role, created, removed) VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        ) {
            $0.bind(1, member.id.digest)
            $0.bind(2, member.space.digest)
            $0.bind(3, member.name)
            $0.bind(4, member.department)
            $0.bind(5, member.role.rawValue)
            $0.bind(6, member.created.milliseconds)
            $0.bind(7, member.removed)
        }
    }

    /// An upsert by id, not a `REPLACE`: another device's token hash must be refused, not overwritten.
    func save(_ device: Device) throws(StoreError) {
        try run(
            """
            INSERT INTO device (id, member, name, token_hash, created, last_seen, revoked) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, last_seen = excluded.last_seen,
                revoked = excluded.revoked
            """
        ) {
            $0.bind(1, device.id.digest)
            $0.bind(2, device.member.digest)
            $0.bind(3, device.name)
            $0.bind(4, device.tokenHash)
            $0.bind(5, device.created.milliseconds)
            $0.bind(6, device.lastSeen)
            $0.bind(7, device.revoked)
        }
    }

    func save(_ invitation: Invitation) throws(StoreError) {
        try run(
            """
            REPLACE INTO invitation (secret_hash, member, created, expires, used_by, used_at) VALUES (?, ?, ?, ?, ?, ?)
            """
        ) {
            $0.bind(1, invitation.secretHash)
            $0.bind(2, invitation.member.digest)
            $0.bind(3, invitation.created.milliseconds)
            $0.bind(4, invitation.expires.milliseconds)
            $0.bind(5, invitation.use?.tokenHash)
            $0.bind(6, invitation.use?.at)
        }
    }

    func append(_ entry: AuditEntry) throws(StoreError) {
        try run(
            """
            INSERT INTO audit (seq, action, actor, device, space, subject, at, chain) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """
        ) {
            $0.bind(1, entry.seq)
            $0.bind(2, entry.event.action.rawValue)
            $0.bind(3, entry.event.actor?.digest)
            $0.bind(4, entry.event.device?.digest)
            $0.bind(5, entry.event.space?.digest)
            $0.bind(6, entry.event.subject?.digest)
            $0.bind(7, entry.event.at.milliseconds)
            $0.bind(8, entry.chain)
        }
    }
}
