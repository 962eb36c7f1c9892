import Foundation
import GRDB
import HuddleStoreSQLite
import HuddleTestSupport
import Testing

/// Doctor, vacuum, exports and upgrades, with the real binaries.
@Suite final class CareTests: Sendable {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    deinit { folder.remove() }

    private func admin(_ arguments: String..., data: String = "server") throws -> Program.Output {
        try Program.server.run(arguments + ["--data", folder.path + "/" + data], environment: [:], in: folder.path)
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// Maria, who joined and synced what she wrote.
    private func maria(in team: Team) throws -> Machine {
        let maria = try Machine("maria", in: folder)
        Team.expect(try maria.huddle("join", try team.invite("Maria Silva")))
        Team.expect(
            try maria.huddle(
                "promise", "Press 9 ships in May — \u{1b}[31m\"né\"", "--customer", "Acme", "--due", "2026-12-01"))
        Team.expect(try maria.huddle("edit", "@last", "--text", "Press 9 ships in June"))
        Team.expect(try maria.huddle("sync"))
        return maria
    }

    private var spaceFile: String {
        get throws {
            let spaces = folder.path + "/server/spaces"
            let names = try FileManager.default.contentsOfDirectory(atPath: spaces)
            return spaces + "/" + (try #require(names.first { $0.hasSuffix(".sqlite") }))
        }
    }

    /// Changes a database behind the program's back.
    private func tamper(_ path: String, _ sql: String) throws {
        let database = try DatabaseQueue(path: path)
        try database.write { try $0.execute(sql: sql) }
        try database.close()
    }

    private func userVersion(_ path: String) throws -> Int? {
        try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
    }

    @Test func aSoundServerIsCalledSoundWhileItRuns() throws {
        let team = try Team(folder)
        defer { team.server.stop() }
        _ = try maria(in: team)
        let report = try object(Team.expect(try admin("doctor", "--json")))
        #expect(report["sound"] as? Bool == true)
        let checks = try #require(report["checks"] as? [[String: Any]])
        #expect(
            checks.compactMap { $0["what"] as? String } == ["folder", "disk", "directory", "clock", "space", "files"])
        let told = Team.expect(try admin("doctor"))
        #expect(told.contains("changes, chain") && !told.contains("BAD"), "\(told)")
    }

    /// Each harm that can be done to a folder, and what the doctor says of it.
    @Test(arguments: [
        ("a file that is no space's", "belongs to no space"),
        ("a log that others may read", "chmod go-rwx "),
        ("a log that is missing", "There is no log"),
        ("a change's bytes", "is damaged"),
        ("a record's text", "is not what its changes add up to"),
        ("the chain", "the chain of the log breaks"),
        ("a change that is missing", "the chain of the log breaks"),
        ("the audit log", "the audit log was changed at 3"),
        ("the search index", "the search index differs"),
        ("a page of the file", "is damaged ("),
    ])
    func theDoctorFindsEachHarm(harm: String, finding: String) throws {
        let team = try Team(folder)
        _ = try maria(in: team)
        team.server.stop()
        let log = try spaceFile
        switch harm {
        case "a file that is no space's": try Data().write(to: URL(filePath: log + ".old"))
        case "a log that others may read": chmod(log, 0o640)
        case "a log that is missing": for suffix in ["", "-wal", "-shm"] { unlink(log + suffix) }
        case "a change's bytes": try tamper(log, "UPDATE change SET bytes = zeroblob(40) WHERE seq = 1")
        case "a record's text": try tamper(log, "UPDATE record SET main = 'nothing' WHERE type = 'entry'")
        case "the chain": try tamper(log, "UPDATE state SET chain = zeroblob(16)")
        case "a change that is missing": try tamper(log, "DELETE FROM change WHERE seq = 2")
        case "the audit log": try AuditForger.forge(folder.path + "/server/directory.sqlite")
        case "the search index": try tamper(log, "INSERT INTO search (search) VALUES ('delete-all')")
        default:
            try SQLiteCopy.seal(log)
            let file = try FileHandle(forUpdating: URL(filePath: log))
            try file.seek(toOffset: 4096 * 3)
            try file.write(contentsOf: Data(repeating: 0xa5, count: 4096))
            try file.close()
        }
        let report = try admin("doctor")
        #expect(report.status == 1 && report.stdout.contains(finding), "\(harm): \(report.stdout)\(report.stderr)")
    }

    @Test func whatCanBeMadeAnewIsMended() throws {
        let team = try Team(folder)
        let maria = try maria(in: team)
        let refused = try admin("doctor", "--rebuild")
        #expect(refused.status == 69 && refused.stderr.contains("stop the server"), "\(refused.stderr)")
        team.server.stop()
        try tamper(try spaceFile, "UPDATE record SET main = 'nothing' WHERE type = 'entry'")
        #expect(try admin("doctor").status == 1)
        let mended = try admin("doctor", "--rebuild")
        #expect(mended.status == 0 && mended.stdout.contains("mended: record"), "\(mended.stdout)")
        #expect(try admin("doctor").status == 0)
        let again = try RunningServer(data: team.server.data, listen: String(team.server.address.dropFirst(7)))
        defer { again.stop() }
        #expect(Team.expect(try maria.huddle("sync")).contains("Up to date"))
    }

    @Test func aVacuumWaitsForTheServerToStop() throws {
        let team = try Team(folder)
        _ = try maria(in: team)
        let refused = try admin("vacuum")
        #expect(refused.status == 69 && refused.stderr.contains("stop the server"), "\(refused.stderr)")
        team.server.stop()
        try tamper(try spaceFile, "CREATE TABLE ballast AS SELECT zeroblob(1000000) AS x; DROP TABLE ballast")
        let rows = try #require(
            try JSONSerialization.jsonObject(with: Data(Team.expect(try admin("vacuum", "--json")).utf8))
                as? [[String: Any]])
        #expect(rows.count == 2)
        let log = try #require(rows.last)
        #expect(
            (log["bytesBefore"] as? Int ?? 0) > 1_000_000 && (log["bytesAfter"] as? Int ?? .max) < 300_000, "\(log)")
        #expect(try admin("doctor").status == 0)
    }

    @Test func anExportMovesASpaceToAnotherServerWithItsHistory() throws {
        let team = try Team(folder)
        let maria = try maria(in: team)
        let file = folder.path + "/acme.ndjson"
        Team.expect(try admin("export", "Acme team", "--output", file))
        #expect(try admin("export", "Acme team", "--output", file).status == 73)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let printed = Team.expect(try admin("export", "Acme team"))
        #expect(text.split(separator: "\n").dropFirst() == printed.split(separator: "\n").dropFirst())
        #expect(!text.contains("token") && text.contains("Press 9 ships in June"))
        team.server.stop()

        let first = try object(Team.expect(try admin("import", file, "--json", data: "other")))
        #expect((first["added"] as? Int ?? 0) > 0 && first["members"] as? Int == 1)
        let again = try object(Team.expect(try admin("import", file, "--json", data: "other")))
        #expect(again["added"] as? Int == 0 && again["members"] as? Int == 0)
        #expect(again["alreadyThere"] as? Int == first["added"] as? Int)
        let copy = try object(Team.expect(try admin("import", file, "--into", "A copy", "--json", data: "other")))
        #expect(copy["id"] as? String != first["id"] as? String && copy["added"] as? Int == first["added"] as? Int)
        #expect(try admin("doctor", data: "other").status == 0)

        let server = try RunningServer(data: folder.path + "/other")
        defer { server.stop() }
        let link = Team.expect(try admin("invite", "create", "Acme team", "Maria Silva", data: "other"))
        Team.expect(try maria.huddle("join", link.trimmingCharacters(in: .newlines)))
        let synced = try maria.huddle("sync", "--json")
        let report = try object(Team.expect(synced))
        #expect(report["historyChanged"] as? Bool == false && report["sent"] as? Int == 0, "\(report)")
        Team.expect(try maria.huddle("add", "on the new server"))
        Team.expect(try maria.huddle("sync"))
        let longer = try admin("import", file, "--json", data: "other")
        #expect(try object(Team.expect(longer))["added"] as? Int == 0)
    }

    /// What can be wrong with an export, and that an import of it leaves nothing behind that is not whole.
    @Test(arguments: [
        ("cut off", "ends before its last line"), ("a line is missing", "is missing"),
        ("a byte of a change", "change 1 "), ("another order", "is missing"), ("a key twice", "is repeated"),
        ("no export", "cannot be used"), ("a newer form", "newer huddle-server"),
        ("another chain", "not what was exported"),
    ])
    func aBadExportIsRefusedWithItsLine(harm: String, words: String) throws {
        let team = try Team(folder)
        _ = try maria(in: team)
        team.server.stop()
        var lines = Team.expect(try admin("export", "Acme team")).split(separator: "\n").map { String($0) }
        let change = try #require(lines.firstIndex { $0.contains("\"seq\":1,") })
        switch harm {
        case "cut off": lines.removeLast()
        case "a line is missing": lines.remove(at: change)
        case "a byte of a change":
            let bytes = try #require(try object(lines[change])["bytes"] as? String)
            var raw = try #require(Data(base64Encoded: bytes))
            raw[raw.count - 1] ^= 1
            lines[change] = lines[change].replacing(bytes, with: raw.base64EncodedString())
        case "another order": lines.swapAt(change, change + 1)
        case "a key twice": lines[change] = "{\"seq\":1," + lines[change].dropFirst()
        case "no export": lines = ["hello"]
        case "a newer form": lines[0] = lines[0].replacing("\"format\":1", with: "\"format\":2")
        default: lines[lines.count - 1] = lines[lines.count - 1].replacing("\"changes\":", with: "\"changes\":1")
        }
        let file = folder.path + "/bad.ndjson"
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: file))
        let refused = try admin("import", file, data: "other")
        #expect(refused.status == 65 && refused.stderr.contains(words), "\(harm): \(refused.stderr)")
        #expect(try admin("doctor", data: "other").status == 0)
    }

    @Test func anotherLogIsNotMixedWithAnExport() throws {
        let team = try Team(folder)
        _ = try maria(in: team)
        team.server.stop()
        let file = folder.path + "/acme.ndjson"
        Team.expect(try admin("export", "Acme team", "--output", file))
        try FileManager.default.removeItem(atPath: folder.path + "/maria")
        let other = try RunningServer(data: folder.path + "/other")
        defer { other.stop() }
        Team.expect(try admin("space", "create", "Others", data: "other"))
        let jo = try Machine("jo", in: folder)
        let link = try admin("member", "add", "Others", "Jo", "--department", "it", data: "other")
        Team.expect(try jo.huddle("join", Team.expect(link).trimmingCharacters(in: .newlines)))
        Team.expect(try jo.huddle("add", "of another log"))
        Team.expect(try jo.huddle("sync"))
        let refused = try admin("import", file, "--into", "Others", data: "other")
        #expect(refused.status == 73 && refused.stderr.contains("other changes"), "\(refused.stderr)")
        #expect(try admin("doctor", data: "other").status == 0)
    }

    @Test func aFolderThatOthersMayReadIsRefusedWithWhatMendsIt() throws {
        Team.expect(try admin("space", "create", "Acme team"))
        let data = folder.path + "/server"
        let names = try FileManager.default.contentsOfDirectory(atPath: data + "/spaces").map { data + "/spaces/" + $0 }
        let some = [
            [data], [data + "/spaces"], [try spaceFile], [data, data + "/spaces", data + "/directory.sqlite"] + names,
        ]
        for paths in some {
            for path in paths { chmod(path, 0o755) }
            for command in [["serve"], ["space", "list"]] {
                let refused = try Program.server.run(
                    command + ["--data", data], environment: ["HUDDLE_LISTEN": "127.0.0.1:0"], in: folder.path)
                #expect(refused.status == 77 && refused.stderr.contains("its mode is 755"), "\(refused.stderr)")
            }
            let told = try admin("space", "list").stderr
            let remedy = try #require(told.firstRange(of: "chmod go-rwx ").map { told[$0.lowerBound...] })
            let shell = Process()
            shell.executableURL = URL(filePath: "/bin/sh")
            shell.arguments = ["-c", String(remedy)]
            try shell.run()
            shell.waitUntilExit()
            Team.expect(try admin("space", "list"))
        }
    }

    /// What the first version of a log looked like.
    private static let firstVersion = """
        DROP TABLE link; DROP TABLE name; ALTER TABLE state DROP COLUMN server_head; DROP TABLE total;
        DROP TABLE author; DROP TABLE former;
        DROP TABLE birth; ALTER TABLE record DROP COLUMN first_noted; ALTER TABLE record DROP COLUMN noted_by;
        DELETE FROM grdb_migrations WHERE identifier NOT LIKE '1%'; PRAGMA user_version = 1;
        """

    @Test func anOlderFolderIsBackedUpBeforeItIsBroughtUpToDate() throws {
        let team = try Team(folder)
        let maria = try maria(in: team)
        let log = try spaceFile
        let note = folder.path + "/server/format.json"
        try FileManager.default.removeItem(atPath: note)
        team.server.stop()
        try tamper(log, Self.firstVersion)
        let directory = folder.path + "/server/directory.sqlite"
        try tamper(
            directory,
            "DROP TABLE replica; DELETE FROM grdb_migrations WHERE identifier = '6 replicas'; PRAGMA user_version = 5")

        let upgraded = try admin("space", "list")
        #expect(upgraded.status == 0 && upgraded.stderr.contains("Backed up to"), "\(upgraded.stderr)")
        #expect(try userVersion(log) == SQLiteSpaceStore.format)
        #expect(try userVersion(directory) == SQLiteDirectory.format)
        #expect(FileManager.default.fileExists(atPath: note))
        let backups = folder.path + "/server/before-upgrade"
        let backup = backups + "/" + (try #require(try FileManager.default.contentsOfDirectory(atPath: backups).first))
        let name = try #require(log.split(separator: "/").last)
        #expect(try userVersion("\(backup)/spaces/\(name)") == 1, "the backup is what the older version left")
        #expect(try !FileManager.default.contentsOfDirectory(atPath: backup).contains("scratch"))
        #expect(try !admin("space", "list").stderr.contains("Backed up"))
        #expect(try admin("doctor").status == 0)
        Team.expect(try admin("restore", backup, data: "restored"))
        #expect(try admin("doctor", data: "restored").status == 0)

        let server = try RunningServer(data: team.server.data, listen: String(team.server.address.dropFirst(7)))
        defer { server.stop() }
        #expect(Team.expect(try maria.huddle("sync")).contains("Up to date"))
        for note in ["first", "second"] {
            Team.expect(try maria.huddle("add", note))
            Team.expect(try maria.huddle("sync"))
        }
        let audit = Team.expect(try admin("audit", "list")).split(separator: "\n")
        let claims = audit.filter { $0.contains("replica.claimed") }
        #expect(claims.count == 1 && claims.allSatisfy { $0.contains("by Maria Silva") }, "\(claims)")
    }

    @Test func aFolderIsNotAlteredUnderAnOlderServer() throws {
        let team = try Team(folder)
        defer { team.server.stop() }
        _ = try maria(in: team)
        try FileManager.default.removeItem(atPath: folder.path + "/server/format.json")
        try tamper(folder.path + "/server/directory.sqlite", "PRAGMA user_version = 1")
        let refused = try admin("member", "list", "Acme team")
        #expect(refused.status == 69 && refused.stderr.contains("restart the server"), "\(refused.stderr)")
        #expect(try userVersion(folder.path + "/server/directory.sqlite") == 1)
    }

    @Test func anOlderProgramSaysWhichVersionItWouldHaveToBe() throws {
        Team.expect(try admin("space", "create", "Acme team"))
        let note = folder.path + "/server/format.json"
        let written = try Data(contentsOf: URL(filePath: note))
        try Data(#"{"directory": 9, "log": 2, "program": "9.1.0"}"#.utf8).write(to: URL(filePath: note))
        let refused = try admin("space", "list")
        #expect(refused.status == 78 && refused.stderr.contains("use 9.1.0 or a later version"), "\(refused.stderr)")
        try written.write(to: URL(filePath: note))
        chmod(note, 0o600)
        try tamper(folder.path + "/server/directory.sqlite", "PRAGMA user_version = 99")
        let newer = try admin("space", "list")
        #expect(newer.status == 78 && newer.stderr.contains("its format is 99"), "\(newer.stderr)")
    }
}
