import HuddleCore
import HuddleStore
import HuddleStoreSQLite
import HuddleTestSupport
import HuddleWire
import Testing

/// What waits is stamped anew together with what is in quarantine and builds on it.
@Suite struct RestampingTests {
    private let machine = SimulatedHost(seed: 9)
    private let entry: RecordID
    private let store: SQLiteSpaceStore

    init() throws {
        entry = machine.host.newDerivedID()
        store = try .inMemory(by: machine)
    }

    /// Written with a clock that is a day ahead.
    private func write(_ texts: String..., to record: RecordID) throws -> [StoredChange] {
        try texts.map { text in
            let edit = Edit(record: record, type: .entry, writes: [Change.Write(FieldName.text, .text(text))])
            let wall = WallTime(milliseconds: machine.now.milliseconds + 86_400_000)
            let written = try store.write { try $0.capture([edit], wall: wall, hash: machine.host.hash) }
            return try #require(written.first)
        }
    }

    private func refuse(_ change: StoredChange) throws {
        try store.write {
            try $0.quarantine([Refusal(id: change.id, code: "quota", detail: "full", at: machine.now)])
        }
    }

    private func restamp(ahead: Set<ChangeID> = [], at cursor: Cursor = .start) throws -> Int? {
        try store.write { try $0.restamp(ahead: ahead, at: cursor, wall: machine.now, hash: machine.host.hash) }?
            .count
    }

    /// Two syncs of one log at once hear that the same change is too far ahead.
    @Test func whatAnotherSyncStampedAnewIsLeftAlone() throws {
        let ahead = Set(try write("The door jams", to: entry).map(\.id))
        #expect(try restamp(ahead: ahead) == 1)
        let outbox = try store.read { try $0.outbox(after: nil, page: .full) }.map(\.id)
        #expect(try restamp(ahead: ahead) == nil)
        #expect(try store.read { try $0.outbox(after: nil, page: .full) }.map(\.id) == outbox)
    }

    @Test func nothingIsStampedAnewWhereTheLogWasReadOnOrForgotten() throws {
        let ahead = Set(try write("The door jams", to: entry).map(\.id))
        let elsewhere = Cursor.start.advanced(over: try #require(ahead.first), hash: machine.host.hash)
        #expect(try restamp(ahead: ahead, at: elsewhere) == nil)
        #expect(try store.read { try $0.outbox(after: nil, page: .full) }.map(\.id) == Array(ahead))
    }

    /// Found by seed 430,410 of the simulator: it went on naming what was gone, got a stamp before it, and was refused for
    /// good where somebody had brought that by a bundle.
    @Test func whatWasRefusedNamesTheNewIDOfWhatItReplaces() throws {
        let written = try write("The door jams", "The guard door jams", to: entry)
        try refuse(written[1])
        #expect(try restamp() == 2)

        let (outbox, quarantine) = try store.read { (try $0.outbox(after: nil, page: .full), try $0.quarantine()) }
        #expect(outbox.count == 1 && quarantine.count == 1)
        let (first, refused) = (
            try #require(outbox.first).decoded(hash: Fingerprint.hash128), try #require(quarantine.first)
        )
        let second = try Change(decoding: refused.bytes, hash: Fingerprint.hash128)
        #expect(second.bases == [first.id, written[1].id])
        #expect(second.stamp > first.change.stamp)
        #expect(second.claimed == second.stamp)
        #expect(refused.refusal.code == "quota" && refused.refusal.detail == "full")
        let record = try #require(try store.read { try $0.records([entry])[entry] })
        #expect(record[FieldName.text]?.heads.map(\.id) == [refused.refusal.id])
    }

    /// Otherwise nothing more could be sent from here until that time has come.
    @Test func whatWasSettledWhileTheServersClockWasAheadHoldsNothingUp() throws {
        let settled = try write("The door jams", to: entry)
        try store.write { try $0.settle(settled.map { ($0.id, 1) }) }
        _ = try write("The press is loud", to: machine.host.newDerivedID())
        _ = try write("The guard door jams", to: entry)
        #expect(try restamp() == 2)
        let waiting = try store.read { try $0.outbox(after: nil, page: .full) }.map {
            try $0.decoded(hash: Fingerprint.hash128).change
        }
        #expect(waiting.map(\.stamp) == (0...1).map { Stamp(time: machine.now, counter: $0) })
        let next = try store.write { writer in
            let write = Change.Write(FieldName.text, .text("The line stands"))
            let edit = Edit(record: machine.host.newDerivedID(), type: .entry, writes: [write])
            return try writer.capture([edit], wall: machine.now, hash: machine.host.hash)
        }
        #expect(next.map(\.change.stamp) == [Stamp(time: machine.now, counter: 2)])
    }

    /// An editor was open while a sync stamped anew what it showed.
    @Test func whatAnEditorShowedIsReplacedByItsNewName() throws {
        _ = try write("The door jams", to: entry)
        let seen = try #require(try store.read { try $0.records([entry])[entry] })
        #expect(try restamp() == 1)
        let write = Change.Write(FieldName.text, .text("The guard door jams"))
        let edit = Edit(record: entry, type: .entry, writes: [write], seen: seen)
        let written = try store.write { try $0.capture([edit], wall: machine.now, hash: machine.host.hash) }
        let record = try #require(try store.read { try $0.records([entry])[entry] })
        #expect(record[FieldName.text]?.heads.map(\.id) == written.map(\.id))
        let changes = try store.read { try $0.changes(of: entry) }
        #expect(try #require(written.first).change.stamp > changes.map(\.change.stamp).min() ?? .last)
    }

    /// An undo writes several values that replace the same: what was shown before is written last, and wins.
    @Test func theLastOfWhatReplacesTheSameWins() throws {
        let settled = try write("The door jams", to: entry)
        try store.write { try $0.settle(settled.map { ($0.id, 1) }) }
        let seen = try #require(try store.read { try $0.records([entry])[entry] })
        let edits = (1...8).map { number in
            Edit(
                record: entry, type: .entry, writes: [Change.Write(FieldName.text, .text("\(number)"))], isSaid: true,
                seen: seen)
        }
        let written = try store.write { try $0.capture(edits, wall: machine.now, hash: machine.host.hash) }
        #expect(zip(written, written.dropFirst()).allSatisfy { $0.change.stamp < $1.change.stamp })
        #expect(written.allSatisfy { $0.change.bases == settled.map(\.id) })
    }

    @Test func whatWasRefusedForItselfStaysAsItIs() throws {
        let refused = try write("The press is loud", to: entry)[0]
        try refuse(refused)
        _ = try write("The door jams", to: machine.host.newDerivedID())
        #expect(try restamp() == 1)
        #expect(try store.read { try $0.quarantine() }.map(\.refusal.id) == [refused.id])
    }

    @Test func whatIsBuiltOnWhatWasRefusedComesBehindIt() throws {
        let written = try write("The door jams", "The guard door jams", "The guard door is mended", to: entry)
        try refuse(written[1])
        #expect(try restamp() == 3)
        let (outbox, quarantine) = try store.read { (try $0.outbox(after: nil, page: .full), try $0.quarantine()) }
        let last = try #require(outbox.last).decoded(hash: Fingerprint.hash128)
        #expect(last.change.bases == quarantine.map(\.refusal.id) + [written[2].id])
        #expect(
            try last.change.stamp
                > Change(decoding: try #require(quarantine.first).bytes, hash: Fingerprint.hash128).stamp)
    }
}
