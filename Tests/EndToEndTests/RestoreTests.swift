import Foundation
import HuddleCore
import HuddleStore
import HuddleStoreSQLite
import HuddleTestSupport
import Testing

/// Backups that are made, lost and put back, with the real binaries.
@Suite final class RestoreTests: Sendable {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    deinit { folder.remove() }

    private func admin(_ arguments: String...) throws -> Program.Output {
        try Program.server.run(arguments, environment: [:], in: folder.path)
    }

    private func json(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// Three people whose logs are alike, and what each has in it.
    private func people(of team: Team) throws -> [Machine] {
        let machines = try [("maria", "Maria Silva"), ("jo", "Jo Weber"), ("ada", "Ada Novak")].map { home, name in
            let machine = try Machine(home, in: folder)
            Team.expect(try machine.huddle("join", try team.invite(name)))
            Team.expect(try machine.huddle("add", "from \(home) before the backup"))
            Team.expect(try machine.huddle("sync"))
            return machine
        }
        for machine in machines { Team.expect(try machine.huddle("sync")) }
        return machines
    }

    /// What is written and synced after the backup: one of them only writes, one edits another's entry, one stays away.
    private func goOn(_ maria: Machine, _ jo: Machine) throws {
        Team.expect(try maria.huddle("promise", "Press 9 ships in May", "--customer", "Acme"))
        Team.expect(try maria.huddle("sync"))
        Team.expect(try jo.huddle("sync"))
        let list = Team.expect(try jo.huddle("list", "--json"))
        let entries = try #require(try JSONSerialization.jsonObject(with: Data(list.utf8)) as? [[String: Any]])
        let promise = try #require(entries.first { $0["kind"] as? String == "promise" }?["id"] as? String)
        Team.expect(try jo.huddle("edit", promise, "--text", "Press 9 ships in June"))
        Team.expect(try jo.huddle("sync"))
    }

    /// The first who comes back sends again what everyone had, and the one who stayed away gets it.
    private func expectHealed(_ maria: Machine, _ jo: Machine, _ ada: Machine, by server: RunningServer) throws {
        let before = Team.expect(try jo.huddle("list", "--json"))
        let report = try json(Team.expect(try jo.huddle("sync", "--json")))
        #expect(report["historyChanged"] as? Bool == true)
        #expect((report["sent"] as? Int ?? 0) >= 2)
        #expect(report["refused"] as? Int == 0)
        Team.expect(try ada.huddle("sync"))
        #expect(Team.expect(try ada.huddle("list", "--json")) == before)
        // Jo sent it all in its former order, so where Maria had stopped reading this is the same history.
        #expect(Team.expect(try maria.huddle("sync")).contains("Received 1"))
        #expect(Team.expect(try maria.huddle("list", "--json")) == before)
        #expect(before.contains("Press 9 ships in June"))
        try expectRelayed(in: server.data)
        for machine in [maria, jo, ada] {
            #expect(Team.expect(try machine.huddle("sync")).contains("Up to date"))
        }
    }

    /// What Jo sent for Maria is Maria's still, and the audit log says that Jo handed it in.
    private func expectRelayed(in data: String) throws {
        let directory = try SQLiteDirectory.open(at: data + "/directory.sqlite")
        try directory.read { reader in
            let space = try #require(try reader.spaces().first)
            let jo = try #require(try reader.members(of: space.id).first { $0.name == "Jo Weber" })
            let events = try reader.audit(after: 0, limit: 100).map(\.event)
            #expect(events.filter { $0.action == .changesRelayed }.map(\.actor) == [jo.id])
            let store = try SQLiteSpaceStore.open(at: "\(data)/spaces/\(space.id.text).sqlite")
            let changes = try store.read { try $0.changes(after: nil, page: .full) }
            let authors = try changes.map { try StoredChange(bytes: $0.bytes, hash: { _ in .zero }).change.replica }
            #expect(Set(authors).count == 3)
        }
    }

    @Test func aDestroyedServerIsRestoredAndTheClientsHealIt() throws {
        let team = try Team(folder)
        let machines = try people(of: team)
        let backup = Team.expect(try team.admin("backup", folder.path + "/backups"))
        try goOn(machines[0], machines[1])
        team.server.kill()
        try FileManager.default.removeItem(atPath: team.server.data)

        let restored = try admin("restore", folder.path + "/backups", "--data", team.server.data)
        Team.expect(restored)
        #expect(restored.stderr.contains(backup.trimmingCharacters(in: .newlines)))
        let server = try RunningServer(data: team.server.data, listen: String(team.server.address.dropFirst(7)))
        defer { server.stop() }
        try expectHealed(machines[0], machines[1], machines[2], by: server)
        let audit = try SQLiteDirectory.open(at: server.data + "/directory.sqlite").read {
            try $0.audit(after: 0, limit: 100).map(\.event.action)
        }
        #expect(audit.contains(.serverRestored))
    }

    /// Nobody says a word: the files under the same address are suddenly older ones.
    @Test func aSilentSwapOfTheFilesIsNoticedAndHealed() throws {
        let team = try Team(folder)
        let machines = try people(of: team)
        team.server.stop()
        let older = folder.path + "/older"
        try FileManager.default.copyItem(atPath: team.server.data, toPath: older)
        let address = String(team.server.address.dropFirst(7))
        let running = try RunningServer(data: team.server.data, listen: address)
        try goOn(machines[0], machines[1])
        running.stop()

        try FileManager.default.removeItem(atPath: team.server.data)
        try FileManager.default.moveItem(atPath: older, toPath: team.server.data)
        let server = try RunningServer(data: team.server.data, listen: address)
        defer { server.stop() }
        try expectHealed(machines[0], machines[1], machines[2], by: server)
    }

    @Test func aBackupIsWholeWhileOthersWrite() async throws {
        let team = try Team(folder)
        defer { team.server.stop() }
        let machine = try Machine("maria", in: folder)
        Team.expect(try machine.huddle("join", try team.invite("Maria Silva")))
        async let writing: Void = write(25, on: machine)
        var last = -1
        for number in 1...4 {
            let backup = try json(Team.expect(try team.admin("backup", folder.path + "/backups", "--json")))
            let target = folder.path + "/drill\(number)"
            Team.expect(try admin("restore", try #require(backup["path"] as? String), "--data", target))
            let manifest = try #require(backup["manifest"] as? [String: Any])
            let head = try #require((manifest["spaces"] as? [[String: Any]])?.first?["head"] as? Int)
            #expect(head >= last)
            last = head
        }
        try await writing
    }

    @concurrent private func write(_ count: Int, on machine: Machine) async throws {
        for number in 1...count {
            Team.expect(try machine.huddle("add", "written while the backup runs, \(number)"))
            Team.expect(try machine.huddle("sync"))
        }
    }

    private enum Damage: CaseIterable {
        case flippedByte, missingSpace, missingDirectory, otherHead, shortened, otherChain

        func `do`(to backup: String) throws {
            let manifest = backup + "/manifest.json"
            let spaces = try FileManager.default.contentsOfDirectory(atPath: backup + "/spaces")
            let space = backup + "/spaces/" + (try #require(spaces.first))
            switch self {
            case .flippedByte:
                var bytes = try Data(contentsOf: URL(filePath: space))
                bytes[bytes.count / 2] ^= 1
                try bytes.write(to: URL(filePath: space))
            case .missingSpace: try FileManager.default.removeItem(atPath: space)
            case .missingDirectory: try FileManager.default.removeItem(atPath: backup + "/directory.sqlite")
            case .otherHead: try Self.replace("\"head\" : ", by: "\"head\" : 9", in: manifest)
            case .shortened:
                try Data(try Data(contentsOf: URL(filePath: space)).dropLast(4096)).write(to: URL(filePath: space))
            case .otherChain: try Self.replace("\"auditChain\" : \"", by: "\"auditChain\" : \"0", in: manifest)
            }
        }

        private static func replace(_ text: String, by other: String, in path: String) throws {
            let before = try String(contentsOfFile: path, encoding: .utf8)
            #expect(before.contains(text), "\(before)")
            try before.replacing(text, with: other).write(toFile: path, atomically: true, encoding: .utf8)
        }
    }

    @Test(arguments: Damage.allCases)
    private func aBackupThatIsNotWhatItWasIsRefused(damage: Damage) throws {
        let team = try Team(folder)
        defer { team.server.stop() }
        let machine = try Machine("maria", in: folder)
        Team.expect(try machine.huddle("join", try team.invite("Maria Silva")))
        Team.expect(try machine.huddle("add", "kept"))
        Team.expect(try machine.huddle("sync"))
        let output = Team.expect(try team.admin("backup", folder.path + "/backups"))
        let backup = output.trimmingCharacters(in: .newlines)
        try damage.do(to: backup)
        let target = folder.path + "/target"
        let refused = try admin("restore", backup, "--data", target)
        #expect(refused.status == 65, "\(refused.stderr)")
        #expect(refused.stderr.contains("not what was backed up"))
        let left = (try? FileManager.default.contentsOfDirectory(atPath: target)) ?? []
        #expect(Set(left).isSubset(of: ["lock"]), "\(left)")
    }

    @Test func onlyAnEmptyFolderIsRestoredInto() throws {
        let team = try Team(folder)
        Team.expect(try team.admin("backup", folder.path + "/backups"))
        let taken = try admin("restore", folder.path + "/backups", "--data", team.server.data)
        #expect(taken.status == 69, "\(taken.stderr)")
        team.server.stop()
        let full = try admin("restore", folder.path + "/backups", "--data", team.server.data)
        #expect(full.status == 73 && full.stderr.contains("not empty"), "\(full.stderr)")
        let other = try folder.newPath("other")
        try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: URL(filePath: other + "/notes.txt"))
        #expect(try admin("restore", folder.path + "/backups", "--data", other).status == 73)
        #expect(try FileManager.default.contentsOfDirectory(atPath: other) == ["notes.txt"])
        let none = try admin("restore", folder.path, "--data", folder.path + "/new")
        #expect(none.status == 66 && none.stderr.contains("no backup"), "\(none.stderr)")
    }

    @Test func theOldestBackupsGoAndNothingElse() throws {
        let team = try Team(folder)
        defer { team.server.stop() }
        let backups = folder.path + "/backups"
        let first = Team.expect(try team.admin("backup", backups)).trimmingCharacters(in: .newlines)
        try FileManager.default.createDirectory(atPath: backups + "/mine", withIntermediateDirectories: false)
        let second = Team.expect(try team.admin("backup", backups)).trimmingCharacters(in: .newlines)
        let third = Team.expect(try team.admin("backup", backups, "--keep", "2"))
        let names = try FileManager.default.contentsOfDirectory(atPath: backups).map { backups + "/" + $0 }
        #expect(Set(names) == [backups + "/mine", second, third.trimmingCharacters(in: .newlines)])
        #expect(!names.contains(first))
        for name in names where name != backups + "/mine" {
            let inside = try FileManager.default.contentsOfDirectory(atPath: name)
            #expect(Set(inside) == ["manifest.json", "directory.sqlite", "spaces"])
            let modes = try (inside + ["", "spaces"]).map { file in
                try FileManager.default.attributesOfItem(atPath: name + "/" + file)[.posixPermissions] as? Int ?? 0
            }
            #expect(modes.allSatisfy { $0 & 0o077 == 0 })
        }
    }
}
