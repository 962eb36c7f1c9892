import HuddleCLI
import HuddleCore
import HuddleTestSupport
import Testing

/// Two people in one team, each with a machine, who have synced once.
struct Pair {
    let team: Team
    let space: RecordID
    var maria: Machine
    var jonas: Machine

    init(_ folder: TemporaryFolder) async throws {
        team = Team()
        space = try team.newSpace("Acme team")
        maria = try Machine(folder, seed: 1, network: team.network)
        jonas = try Machine(folder, seed: 2, network: team.network)
        await maria.expect("join", team.invite("Maria Silva", to: space))
        await jonas.expect("join", team.invite("Jonas Berg", to: space))
        await sync()
    }

    func sync() async {
        for machine in [maria, jonas, maria] { _ = await machine.huddle("sync") }
    }

    /// An entry that both have, and that each then says something else of.
    func disagree(_ first: String, _ second: String, of text: String) async -> String {
        let id = await maria.capture("action", text, "--priority", "high")
        await sync()
        await jonas.expect("edit", id, "--text", first)
        // Maria writes last, so hers is what lists show.
        maria.host.advance(milliseconds: 60_000)
        await maria.expect("edit", id, "--text", second)
        await sync()
        return id
    }
}
