import Foundation
import HuddleCore
import HuddleStore
import HuddleStoreSQLite
import HuddleTestSupport
import Testing

/// Two people capture and edit with no network, a server merges what they wrote, and everyone gets the same lists.
@Test func twoPeopleMergeThroughAServer() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let team = try Team(folder)
    defer { team.server.stop() }
    let maria = try Machine("maria", in: folder)
    let jo = try Machine("jo", in: folder)

    Team.expect(try maria.huddle("init", "--name", "Maria Silva", "--department", "sales"))
    Team.expect(try maria.huddle("join", try team.invite("Maria Silva")))
    Team.expect(try jo.huddle("join", try team.invite("Jo Weber", department: "production")))

    let promise = Team.expect(try maria.huddle("promise", "Ship press 9 in May", "--customer", "Acme", "--json"))
    let id = try #require(try JSONSerialization.jsonObject(with: Data(promise.utf8)) as? [String: Any])["id"] as? String
    let entry = try #require(id)
    Team.expect(try maria.huddle("sync"))
    Team.expect(try jo.huddle("sync"))

    if RealMinutes.areHere {
        for (machine, year) in [(maria, "2018"), (jo, "2019")] {
            for file in try RealMinutes.files(of: year) { Team.expect(try machine.huddle("import", "minutes", file)) }
        }
    } else {
        print("skipped: no real minutes beside the project")
    }
    Team.expect(try maria.huddle("visit", "start", "Acme Lyon", "--customer", "Acme"))
    Team.expect(try maria.huddle("idea", "A spare door at the line"))
    Team.expect(try maria.huddle("visit", "end"))
    Team.expect(try maria.huddle("action", "Call Acme =HYPERLINK()", "--owner", "Maria Silva", "--due", "2026-12-01"))
    Team.expect(try jo.huddle("action", "Check the **line**\u{1b}[31m", "--owner", "Jo Weber", "--tag", "line"))
    Team.expect(try maria.huddle("edit", entry, "--text", "Ship press 9 on 3 May"))
    Team.expect(try jo.huddle("edit", entry, "--text", "Ship press 9 in June", "--customer", "Acme Steel"))

    for _ in 1...2 {
        Team.expect(try maria.huddle("sync"))
        Team.expect(try jo.huddle("sync"))
    }
    let late = try Machine("late", in: folder)
    Team.expect(try late.huddle("join", try team.invite("Ada Novak", department: "marketing")))
    Team.expect(try late.huddle("sync"))
    Team.expect(try maria.huddle("sync"))
    Team.expect(try jo.huddle("sync"))

    try expectEqualLists(maria, jo, late)
    for machine in [maria, jo, late] { try expectBothSides(of: entry, on: machine) }
    #expect(team.server.stop() == 0)
}

private func expectEqualLists(_ machines: Machine...) throws {
    let commands = [
        ["list", "--json"], ["export", "actions", "--format", "markdown"], ["export", "actions", "--format", "csv"],
        ["export", "actions", "--format", "json"], ["meeting", "list", "--json"],
    ]
    for command in commands {
        let outputs = try machines.map { machine in
            let output = try Program.huddle.run(
                command, environment: ["HUDDLE_HOME": machine.home, "SOURCE_DATE_EPOCH": "1795424400"],
                in: machine.folder)
            // Where this machine stood when it wrote.
            return Team.expect(output).replacing(/[0-9]+@[0-9a-f]{16}/, with: "POSITION")
        }
        #expect(Set(outputs).count == 1, "\(command.joined(separator: " ")) differs")
        #expect((outputs.first?.utf8.count ?? 0) > 20)
    }
}

private func expectBothSides(of id: String, on machine: Machine) throws {
    let logs = machine.home + "/logs"
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: logs).first)
    let store = try SQLiteSpaceStore.open(at: "\(logs)/\(name)/log.sqlite")
    let record = try #require(RecordID(id))
    let heads = try store.read { try $0.records([record])[record]?[FieldName.text]?.heads }
    #expect(Set(heads?.map(\.value) ?? []) == [.text("Ship press 9 on 3 May"), .text("Ship press 9 in June")])
}

@Test func whatWasCapturedBeforeJoiningGoesAlong() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let team = try Team(folder)
    defer { team.server.stop() }
    let maria = try Machine("maria", in: folder)
    let jo = try Machine("jo", in: folder)

    Team.expect(try maria.huddle("init", "--name", "Maria"))
    Team.expect(try maria.huddle("add", "written long before"))
    Team.expect(try maria.huddle("join", try team.invite("Maria Silva")))
    Team.expect(try maria.huddle("sync"))
    Team.expect(try jo.huddle("join", try team.invite("Jo")))
    Team.expect(try jo.huddle("sync"))
    #expect(Team.expect(try jo.huddle("list")).contains("written long before"))
}

@Test func aLinkWorksOnceAndAnswersAreClear() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let team = try Team(folder)
    defer { team.server.stop() }
    let link = try team.invite("Maria Silva")
    Team.expect(try Machine("first", in: folder).huddle("join", link))
    let second = try Machine("second", in: folder).huddle("join", link)
    #expect(second.status != 0)
    #expect(second.stderr.contains("link"))
    let nonsense = try Machine("third", in: folder).huddle("join", "hello")
    #expect(nonsense.status == 64 || nonsense.status == 65)
}

@Test func syncingWithoutAServerLosesNothing() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let team = try Team(folder)
    let maria = try Machine("maria", in: folder)
    Team.expect(try maria.huddle("join", try team.invite("Maria Silva")))
    Team.expect(try maria.huddle("add", "kept"))
    team.server.stop()
    let failed = try maria.huddle("sync")
    #expect(failed.status == 69)
    #expect(failed.stderr.contains("Nothing is lost"))
    #expect(Team.expect(try maria.huddle("list")).contains("kept"))
}

@Test func importingTwiceChangesNothing() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = folder.path + "/2026-11-02.md"
    let minutes = """
        # Line meeting 2026-11-02

        ## Present
        - Maria Silva
        - Jo Weber

        ## Press 9
        - Action: Jo to check the
          hydraulics before Friday
        - AI: none
        """
    try Data(minutes.utf8).write(to: URL(filePath: path))
    let maria = try Machine.ofMaria(in: folder)
    Team.expect(try maria.huddle("import", "minutes", path))
    let first = Team.expect(try maria.huddle("list", "--json"))
    Team.expect(try maria.huddle("import", "minutes", path))
    #expect(Team.expect(try maria.huddle("list", "--json")) == first)
    #expect(first.contains("hydraulics before Friday"))
    #expect(first.contains("\"Jo Weber\""))
}
