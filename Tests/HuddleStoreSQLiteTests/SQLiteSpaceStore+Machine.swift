import HuddleCore
import HuddleStore
import HuddleStoreSQLite
import HuddleTestSupport

extension SQLiteSpaceStore {
    /// A log of a machine's, in memory.
    static func inMemory(by machine: SimulatedHost) throws -> SQLiteSpaceStore {
        try inMemory(state: SpaceState(space: machine.host.newRecordID(), name: "Acme", replica: ReplicaID(bits: 5)))
    }
}
