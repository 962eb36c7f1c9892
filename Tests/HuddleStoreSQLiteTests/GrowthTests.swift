import GRDB
import HuddleCore
import HuddleStore
import HuddleStoreSQLite
import HuddleTestSupport
import Testing

/// How work grows with the log, by what SQLite was made to do: a clock would tell more of the machine than of the program.
@Suite struct GrowthTests {
    /// What a command asks of the log, and must not cost more because the log is long.
    enum Command: String, CaseIterable {
        case capture, edit, idleSync = "idle sync", syncOfOneChange = "sync of one change"
        case list, search, completion, waiting, status
    }

    @Test(arguments: Command.allCases)
    func aCommandDoesAsMuchInALongLogAsInAShortOne(_ command: Command) throws {
        let short = try Self.work(of: command, entries: 200)
        let long = try Self.work(of: command, entries: 10_000)
        #expect(short.steps > 0 && short.pages > 0)
        #expect(long.steps <= short.steps * 3 / 2 + 20, "\(command): \(short) became \(long)")
        // A tree grows a level deeper; nothing else may.
        #expect(long.pages <= short.pages * 2 + 20, "\(command): \(short) became \(long)")
    }

    @Test(arguments: ["merge", "rebuild", "read all"])
    func whatGoesThroughTheWholeLogIsLinear(_ what: String) throws {
        let short = try Self.wholeWork(what, entries: 500)
        let long = try Self.wholeWork(what, entries: 4000)
        #expect(long.steps <= short.steps * 8 * 5 / 4, "\(what): \(short) became \(long)")
        #expect(long.pages <= short.pages * 8 * 2, "\(what): \(short) became \(long)")
    }

    private static func wholeWork(_ what: String, entries: Int) throws -> CountedWork {
        let log = try Log(entries: what == "merge" ? 0 : entries)
        return try log.store.work {
            switch what {
            case "merge": try log.fill(entries)
            case "rebuild": try log.store.write { try $0.rebuild(hash: log.host.hash) }
            default:
                var count = 0
                try log.store.read { try $0.eachEntry(matching: EntryFilter()) { _ in count += 1 } }
                #expect(count == entries)
            }
        }
    }

    private static func work(of command: Command, entries: Int) throws -> CountedWork {
        let log = try Log(entries: entries)
        let known = try log.capture("The blades wear out")
        // Whatever is done once a connection, such as reading the schema, is done before it is counted.
        try run(command, on: log, known)
        return try log.store.work { try run(command, on: log, known) }
    }

    private static func run(_ command: Command, on log: Log, _ known: StoredChange) throws {
        switch command {
        case .capture: try log.capture("The press stops")
        case .edit: try log.edit(known.change.record)
        case .idleSync:
            try log.store.read {
                _ = (try $0.state(), try $0.outbox(after: nil, page: .full), try $0.waiting(), try $0.quarantine())
            }
        case .syncOfOneChange: try log.pullOne()
        case .list:
            var filter = EntryFilter()
            filter.limit = 20
            try log.store.read { try $0.eachEntry(matching: filter) { _ in } }
        case .search:
            let found = try log.store.read { try $0.found(by: SearchQuery(["press"]), matching: nil, limit: 20) }
            #expect(found.count == 20)
        case .completion: _ = try log.store.read { try $0.names(in: .customer) }
        case .waiting: _ = try log.store.read { try $0.waiting() }
        case .status:
            let counts = try log.store.read { try $0.counts() }
            #expect(counts.entries > 200 && counts.changes == counts.entries)
        }
    }

    /// What a server does for one pushed change, by an author it knows and by a new one. Not a step more, however long the
    /// log is: a look through the log once made each push take as long as the log.
    @Test func aPushCostsWhatItBrings() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let works = try [0, 10_000, 1_000_000].map { changes in
            let log = try Log(at: try folder.newPath("log.sqlite"), filledWith: changes)
            try log.push(by: 7)
            try log.push(by: 8)
            return (try log.store.work { try log.push(by: 7) }, try log.store.work { try log.push(by: 9) })
        }
        let (known, new) = works[0]
        #expect(known.steps > 0 && new.steps > 0)
        for (work, changes) in zip(works.dropFirst(), [10_000, 1_000_000]) {
            #expect(work.0.steps == known.steps, "a known author's change behind \(changes)")
            #expect(work.1.steps == new.steps, "a new author's change behind \(changes)")
        }
    }

    /// A log with entries of somebody else's, all of them settled.
    private final class Log {
        let store: SQLiteSpaceStore
        private let machine = SimulatedHost(seed: 9)
        private var cursor = Cursor.start
        private var index: UInt64 = 0
        private var edits = 0
        fileprivate var host: HuddleStore.Host { machine.host }

        init(entries: Int) throws {
            store = try SQLiteSpaceStore.inMemory(
                state: SpaceState(space: machine.host.newRecordID(), name: "Acme", replica: ReplicaID(bits: 0xabc)))
            try fill(entries)
        }

        /// A log in a file, with rows of changes that nobody merged: what they say does not matter here.
        init(at path: String, filledWith changes: Int) throws {
            let state = SpaceState(
                space: machine.host.newRecordID(), name: "Acme", replica: ReplicaID(bits: 0xabc),
                cursor: Cursor(seq: UInt64(changes), chain: Digest128(high: 1, low: 1)))
            store = try SQLiteSpaceStore.create(at: path, state: state)
            // A first change makes the record that the rows are filed under.
            let first = foreign()
            try store.write { _ = try $0.merge([NewChange(first, seq: nil)]) }
            try DatabaseQueue(path: path).write { database in
                try database.execute(
                    sql: """
                        WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?1)
                        INSERT INTO change (key, id, record, later, stamp, replica, seq, bytes)
                            SELECT n + 1, CAST(printf('%016d', n) AS BLOB), 1, 1, n << 16, 7, n, x'00'
                            FROM number WHERE ?1 > 0
                        """, arguments: [changes])
            }
        }

        func push(by author: UInt64) throws {
            let change = foreign(by: author)
            let admission = try store.write {
                try $0.admit([change.bytes], quotaBytes: .max, now: host.now(), hash: host.hash)
            }
            #expect(admission.verdicts == [.admitted])
        }

        func fill(_ entries: Int) throws {
            for start in stride(from: 0, to: entries, by: 250) {
                try pull((start..<min(start + 250, entries)).map { _ in foreign() })
            }
        }

        func pullOne() throws { try pull([foreign()]) }

        @discardableResult
        func capture(_ text: String) throws -> StoredChange { try write(text, to: host.newDerivedID()) }

        func edit(_ record: RecordID) throws {
            edits += 1
            try write("It stops on day \(edits)", to: record)
        }

        @discardableResult
        func write(_ text: String, to record: RecordID) throws -> StoredChange {
            machine.advance(milliseconds: 10)
            let edit = Edit(record: record, type: .entry, writes: [Change.Write(FieldName.text, .text(text))])
            let changes = try store.write { try $0.capture([edit], wall: host.now(), hash: host.hash) }
            return try #require(changes.first)
        }

        private func foreign(by author: UInt64 = 7) -> StoredChange {
            machine.advance(milliseconds: 10)
            index += 1
            let change = Change(
                stamp: Stamp(bits: UInt64(host.now().milliseconds) << 16), replica: ReplicaID(bits: author),
                index: index,
                record: host.newDerivedID(), type: .entry,
                writes: [
                    Change.Write(FieldName.customer, .text("Customer \(index % 20)")),
                    Change.Write(FieldName.text, .text("The press number \(index) stops")),
                ], bases: [])
            return StoredChange(change, hash: host.hash)
        }

        private func pull(_ changes: [StoredChange]) throws {
            let end = changes.reduce(cursor) { $0.advanced(over: $1.id, hash: host.hash) }
            let outcome = try store.write {
                try $0.pull(
                    changes.map { .change($0) }, from: cursor, to: end, head: end.seq, refusals: [],
                    serverTime: host.now(), receivedAt: host.now(), hash: host.hash)
            }
            guard case .stored = outcome else {
                Issue.record("the page was not stored")
                return
            }
            cursor = end
        }
    }
}
