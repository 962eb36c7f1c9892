import Foundation
import HuddleCLI
import HuddleTestSupport
import Testing

@Suite struct BundleTests {
    let folder: TemporaryFolder
    let maria: Machine
    let jo: Machine
    let file: String

    init() async throws {
        folder = try TemporaryFolder()
        maria = try Machine(folder, seed: 1)
        jo = try Machine(folder, seed: 2)
        file = try folder.newPath("team.huddle")
        await maria.expect("init", "--name", "Maria Silva")
    }

    @Test func twoLaptopsMergeWithNoServer() async throws {
        defer { folder.remove() }
        let id = await maria.capture("action", "Send blades")
        #expect(await maria.expect("bundle", "write", file) == "Wrote 2 changes to \(file).\n")
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
        #expect(await jo.huddle("bundle", "read", file).code == .usage)
        #expect(await jo.huddle("status").code == .notFound)
        let read = await jo.huddle("bundle", "read", file, "--name", "Jo Weber", "--department", "sales")
        #expect(
            read.out == "Read 2 changes of Maria Silva: 2 new.\n" && read.err.contains("Started a log for Jo Weber"))
        #expect(await jo.expect("status").contains("Jo Weber, sales"))
        #expect(await jo.expect("show", id).contains("asked by    Maria Silva"))
        #expect(await jo.expect("bundle", "read", file).contains(": 0 new."))

        await jo.expect("edit", id, "--text", "Send two blades")
        await maria.expect("edit", id, "--text", "Send three blades")
        await jo.expect("bundle", "write", file)
        let met = await maria.huddle("bundle", "read", file)
        #expect(met.out.contains(": 2 new.") && met.err.contains("In conflict now: \(id).\nBoth sides of a conflict"))
        #expect(met.err.contains("`huddle conflicts` shows them"))
        #expect(await maria.expect("bundle", "read", file, "--json") == "{\"changes\":4,\"new\":0,\"conflicts\":[]}\n")
        #expect(await maria.expect("conflicts").contains("Jo Weber"))
    }

    @Test func onlyWhatIsNewCanBeWritten() async throws {
        defer { folder.remove() }
        await maria.expect("note", "old")
        maria.host.advance(milliseconds: 3 * 86_400_000)
        await maria.expect("note", "new")
        #expect(await maria.expect("bundle", "write", file, "--since", "today") == "Wrote 1 change to \(file).\n")
        #expect(await maria.huddle("bundle", "write", folder.path + "/none/x.huddle").code == .inputOutput)
    }

    @Test func anotherTeamsBundleIsRefusedUnlessTheLogJoinsIt() async {
        defer { folder.remove() }
        await maria.expect("note", "from Maria")
        await maria.expect("bundle", "write", file)
        await jo.expect("init", "--name", "Jo Weber")
        await jo.expect("note", "from Jo")
        let refused = await jo.huddle("bundle", "read", file)
        #expect(refused.code == .badData && refused.err.contains("--adopt") && refused.err.contains("Maria Silva"))
        #expect(await !jo.expect("list").contains("from Maria"))
        await jo.expect("bundle", "read", file, "--adopt")
        await jo.expect("bundle", "write", file)
        #expect(await maria.expect("bundle", "read", file).contains("2 new"))
        #expect(await maria.expect("list") == (await jo.expect("list")))
    }

    @Test(arguments: [10, 60, -1, -20])
    func aDamagedBundleIsRefusedWhole(at place: Int) async throws {
        defer { folder.remove() }
        await maria.expect("note", "from Maria")
        await maria.expect("bundle", "write", file)
        var bytes = try Data(contentsOf: URL(filePath: file))
        bytes[place < 0 ? bytes.count + place : place] ^= 0x10
        try bytes.write(to: URL(filePath: file))
        await jo.expect("init", "--name", "Jo Weber")
        let before = await jo.expect("status", "--json")
        let refused = await jo.huddle("bundle", "read", file, "--adopt")
        #expect(refused.code == .badData && refused.err.contains("Nothing was changed"), "\(refused.err)")
        try bytes.prefix(bytes.count / 2).write(to: URL(filePath: file))
        #expect(await jo.huddle("bundle", "read", file, "--adopt").code == .badData)
        #expect(await jo.expect("status", "--json") == before)
        #expect(await jo.huddle("bundle", "read", folder.path + "/none").code == .notFound)
    }
}
