import Foundation
import HuddleCLI
import HuddleTestSupport
import Testing

@Suite struct StatusTests {
    let folder: TemporaryFolder
    let team = Team()

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func everythingThatWaitsIsSaid() async throws {
        defer { folder.remove() }
        let maria = try Machine(folder, network: team.network)
        await maria.expect("join", team.invite("Maria Silva", to: try team.newSpace("Acme team")))
        await maria.expect("visit", "start", "Acme Lyon", "--customer", "Acme")
        await maria.expect("frustration", "The door jams")
        let before = await maria.expect("status")
        #expect(before.contains("going on    visit \"Acme Lyon\" since 20"))
        #expect(before.contains("to sync     3 changes") && before.contains("last sync   never"))
        #expect(!before.contains("clock") && before.contains("conflicts   none"))
        await maria.expect("sync")
        let after = await maria.expect("status")
        #expect(after.contains("to sync     nothing") && after.contains(", up to change 3\n"))
        #expect(after.contains("clock       ") && after.contains(", 3 changes\n"))

        let json = await maria.expect("status", "--json")
        let status = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect(status["readUpTo"] as? Int == 3 && status["serverHead"] as? Int == 3)
        #expect((status["logBytes"] as? Int ?? 0) > 4096 && status["clockOffsetMilliseconds"] is Int)
        #expect((status["goingOn"] as? [String: Any])?["title"] as? String == "Acme Lyon")
    }

    @Test func aPromptHasOneShortLineOrNothing() async throws {
        defer { folder.remove() }
        let maria = try Machine(folder, network: team.network)
        let nothing = await maria.huddle("status", "--short")
        #expect(nothing.code == .success && nothing.out.isEmpty && nothing.err.isEmpty, "there is no log")
        await maria.expect("init", "--name", "Maria")
        await maria.expect("note", "one")
        #expect(await maria.expect("status", "--short").isEmpty, "with no team there is nothing to sync")
        await maria.expect("join", team.invite("Maria Silva", to: try team.newSpace("Acme team")))
        let count = try #require(await maria.expect("status", "--short").split(separator: "↑").first)
        #expect(Int(count.trimmingCharacters(in: .newlines)) ?? 0 > 0)
        await maria.expect("sync")
        #expect(await maria.expect("status", "--short").isEmpty)
        await maria.expect("meet", "start", "Weekly round")
        #expect(await maria.expect("status", "--short") == "Weekly round ↑1\n")
        #expect(await maria.expect("status", "--short", "--json").contains("\"toSync\":1"))
    }

    @Test func conflictsCount() async throws {
        defer { folder.remove() }
        let space = try team.newSpace("Acme team")
        let maria = try Machine(folder, seed: 1, network: team.network)
        let jonas = try Machine(folder, seed: 2, network: team.network)
        for (machine, name) in [(maria, "Maria Silva"), (jonas, "Jonas Berg")] {
            await machine.expect("join", team.invite(name, to: space))
        }
        let id = await maria.capture("note", "one")
        await maria.expect("sync")
        await jonas.expect("sync")
        await jonas.expect("edit", id, "--text", "two")
        await maria.expect("edit", id, "--text", "three")
        await jonas.expect("sync")
        await maria.expect("sync")
        #expect(await maria.expect("status", "--short") == "≠1\n")
        await maria.expect("note", "two")
        #expect(await maria.expect("status", "--short") == "↑1 ≠1\n")
    }

    /// Whoever names a meeting may not run anything on the machines of those who show it in their prompt.
    @Test func aPromptNeverHoldsWhatAShellObeys() async throws {
        defer { folder.remove() }
        let machine = try Machine(folder)
        await machine.expect("init", "--name", "Maria")
        await machine.expect("meet", "start", "a$(rm)`x`\\w%n'\"!;|<>&&{}\u{1b}[31m\nÄ 漢")
        let line = await machine.expect("status", "--short")
        #expect(line.hasPrefix("a··rm··x··w·n"))
        #expect(!line.dropLast().contains { "$`\\%'\"!;|<>(){}\u{1b}\n".contains($0) })
    }
}
