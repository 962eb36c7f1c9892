import HuddleStoreSQLite
import HuddleTestSupport
import Testing

/// Five people write, and their messages are lost, repeated and overtaken; once every message gets through, all logs are equal.
@Test(arguments: 0..<4)
func replicasConverge(part: UInt64) throws {
    for seed in Seeds.first(50).map({ $0 + 50 * part }) {
        var world = try Simulation(seed: seed, replicas: 5) { try SQLiteSpaceStore.inMemory(state: $0) }
        for _ in 0..<300 { try world.step() }
        try world.heal()
        #expect(throws: Never.self, "seed \(seed)") { try world.checkHealed() }
    }
}
