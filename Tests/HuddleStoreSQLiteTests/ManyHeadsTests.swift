import HuddleCore
import HuddleStore
import HuddleStoreSQLite
import HuddleTestSupport
import Testing

/// A cell may come to have more heads than one change may name.
@Suite struct ManyHeadsTests {
    private let machine = SimulatedHost(seed: 3)
    private let entry: RecordID
    private let store: SQLiteSpaceStore

    init() throws {
        entry = machine.host.newDerivedID()
        store = try .inMemory(by: machine)
        let changes = (1...UInt64(2 * Limits.basesPerChange + 7)).map { index in
            let change = Change(
                stamp: Stamp(bits: index << 16), replica: ReplicaID(bits: 9), index: index, record: entry, type: .entry,
                writes: [Change.Write(FieldName.text, .text("\(index)"))], bases: [])
            return NewChange(StoredChange(change, hash: machine.host.hash), seq: nil)
        }
        try store.write { _ = try $0.merge(changes) }
    }

    @Test(arguments: [
        Change.Write(FieldName.text, .text("one text")), Change.Write(FieldName.deleted, .flag(true)),
    ])
    func areAllReplaced(by write: Change.Write) throws {
        let edit = Edit(record: entry, type: .entry, writes: [write])
        let written = try store.write { try $0.capture([edit], wall: machine.now, hash: machine.host.hash) }
        #expect(written.count == 3)
        #expect(written.allSatisfy { $0.change.bases.count <= Limits.basesPerChange })
        let record = try #require(try store.read { try $0.records([entry])[entry] })
        if write.cell == FieldName.deleted {
            #expect(record.presence == .deleted)
        } else {
            #expect(record[write.cell]?.heads.map(\.id) == written.suffix(1).map(\.id) && record.conflicts.isEmpty)
        }
    }
}
