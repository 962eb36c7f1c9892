import Foundation
import HuddleTestSupport
import Testing

/// Members, roles, devices and invitations, from the server's machine and over the network, with the real binaries.
@Suite final class PeopleTests: Sendable {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    deinit { folder.remove() }

    private func list(_ text: String) throws -> [[String: Any]] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private func link(_ output: Program.Output) -> String {
        Team.expect(output).trimmingCharacters(in: .newlines)
    }

    /// An admin who joined, with the rights to manage the team.
    private func boss(of team: Team) throws -> Machine {
        let boss = try Machine("boss", in: folder)
        Team.expect(
            try boss.huddle(
                "join",
                link(try team.admin("member", "add", "Acme team", "Ada Novak", "--department", "it", "--role", "admin"))
            ))
        Team.expect(try boss.huddle("sync"))
        return boss
    }

    @Test func anAdminRunsTheTeamFromTheirOwnMachine() throws {
        let team = try Team(folder)
        defer { team.server.stop() }
        let boss = try boss(of: team)
        let invited = try boss.huddle("invite", "Jo Weber", "--department", "production", "--json")
        let invitation = try object(Team.expect(invited))
        #expect(invitation["role"] as? String == "member" && invitation["state"] as? String == "open")
        let first = try #require(invitation["link"] as? String)
        #expect(first.hasPrefix(team.server.address + "/join#"))
        let jo = try Machine("jo", in: folder)
        Team.expect(try jo.huddle("join", first))
        Team.expect(try jo.huddle("add", "from the line"))
        Team.expect(try jo.huddle("sync"))
        let phone = try Machine("phone", in: folder)
        Team.expect(try phone.huddle("join", link(try boss.huddle("invite", "jo weber"))))
        Team.expect(try phone.huddle("sync"))
        #expect(Team.expect(try phone.huddle("list")).contains("from the line"))

        let members = try list(Team.expect(try boss.huddle("members", "--json")))
        #expect(members.compactMap { $0["name"] as? String } == ["Ada Novak", "Jo Weber"])
        #expect(members.compactMap { ($0["devices"] as? [Any])?.count } == [1, 2])
        #expect(Team.expect(try jo.huddle("members")).contains("production"))
        #expect(try list(Team.expect(try jo.huddle("devices", "--json"))).count == 2)
        #expect(try list(Team.expect(try boss.huddle("devices", "--json"))).count == 3)

        Team.expect(try boss.huddle("members", "role", "Jo Weber", "viewer"))
        Team.expect(try jo.huddle("add", "not to be sent"))
        #expect(try jo.huddle("sync").status == 1)
        #expect(Team.expect(try jo.huddle("quarantine")).contains("read_only"))
        Team.expect(try boss.huddle("members", "role", "Jo Weber", "member"))
        Team.expect(try jo.huddle("quarantine", "retry"))
        Team.expect(try jo.huddle("sync"))
    }

    @Test func whoIsNoAdminChangesNothing() throws {
        let team = try Team(folder)
        defer { team.server.stop() }
        let boss = try boss(of: team)
        let jo = try Machine("jo", in: folder)
        Team.expect(try jo.huddle("join", link(try boss.huddle("invite", "Jo Weber"))))
        let refused = [
            try jo.huddle("invite", "A friend"), try jo.huddle("invitations"),
            try jo.huddle("members", "role", "Jo Weber", "admin"), try jo.huddle("members", "remove", "Ada Novak"),
        ]
        for output in refused {
            #expect(output.status == 77 && output.stderr.contains("ask an admin"), "\(output.stderr)")
        }
        let last = try boss.huddle("members", "role", "Ada Novak", "member")
        #expect(last.status == 77 && last.stderr.contains("no admin"), "\(last.stderr)")
        #expect(try list(Team.expect(try boss.huddle("members", "--json"))).count == 2)
    }

    /// A laptop is lost, a person leaves: each gets nothing from the next call on, and what was written is not destroyed.
    @Test func whatARemovedMemberWroteOfflineCanBeLetIn() throws {
        let team = try Team(folder)
        defer { team.server.stop() }
        let boss = try boss(of: team)
        let jo = try Machine("jo", in: folder)
        Team.expect(try jo.huddle("join", link(try boss.huddle("invite", "Jo Weber"))))
        Team.expect(try jo.huddle("sync"))
        Team.expect(try jo.huddle("promise", "Press 9 ships in May"))
        Team.expect(try boss.huddle("add", "not for Jo any more"))
        Team.expect(try boss.huddle("sync"))
        Team.expect(try boss.huddle("members", "remove", "Jo Weber"))

        let refused = try jo.huddle("sync")
        #expect(refused.status == 77 && refused.stderr.contains("taken back"), "\(refused.stderr)")
        #expect(!Team.expect(try jo.huddle("list")).contains("not for Jo"))
        let kept = Team.expect(try jo.huddle("quarantine"))
        #expect(kept.contains("Press 9 ships in May") && kept.contains("huddle bundle write"), "\(kept)")
        #expect(Team.expect(try jo.huddle("quarantine", "export")).contains("\"unauthorized\""))

        let bundle = folder.path + "/jo.huddle"
        Team.expect(try jo.huddle("bundle", "write", bundle))
        Team.expect(try boss.huddle("bundle", "read", bundle))
        Team.expect(try boss.huddle("sync"))
        #expect(Team.expect(try boss.huddle("list")).contains("Press 9 ships in May"))
        let audit = Team.expect(try team.admin("audit", "list"))
        #expect(audit.contains("member.removed") && audit.contains("changes.relayed  by Ada Novak"), "\(audit)")
        #expect(audit.contains("  of Jo Weber  "), "\(audit)")

        Team.expect(try jo.huddle("join", link(try boss.huddle("invite", "Jo Weber"))))
        Team.expect(try jo.huddle("sync"))
        #expect(Team.expect(try jo.huddle("list")).contains("not for Jo any more"))
        #expect(try jo.huddle("quarantine").stderr.contains("Nothing was refused"))
        Team.expect(try jo.huddle("add", "back again"))
        Team.expect(try jo.huddle("sync"))
        let later = Team.expect(try team.admin("audit", "list"))
        #expect(later.contains("  of another Jo Weber  "), "\(later)")
    }

    @Test func whoIsInvitedToReadIsAmongThePeopleAndNothingIsRefused() throws {
        let team = try Team(folder)
        defer { team.server.stop() }
        let boss = try boss(of: team)
        let vera = try Machine("vera", in: folder)
        let invited = try boss.huddle("invite", "Vera Lund", "--department", "quality", "--role", "viewer")
        Team.expect(try vera.huddle("join", link(invited)))
        Team.expect(try vera.huddle("sync"))
        #expect(Team.expect(try vera.huddle("status", "--short")).isEmpty)
        Team.expect(try boss.huddle("sync"))
        #expect(Team.expect(try boss.huddle("people")).contains("Vera Lund"))
    }

    /// What a viewer may not send, an admin may: what came into the log that way was not refused.
    @Test func whatAnAdminBroughtForAViewerIsNotCalledRefused() throws {
        let team = try Team(folder)
        defer { team.server.stop() }
        let boss = try boss(of: team)
        let jo = try Machine("jo", in: folder)
        Team.expect(try jo.huddle("join", link(try boss.huddle("invite", "Jo Weber"))))
        Team.expect(try jo.huddle("sync"))
        Team.expect(try boss.huddle("members", "role", "Jo Weber", "viewer"))
        Team.expect(try jo.huddle("promise", "Press 9 ships in May"))
        let bundle = folder.path + "/jo.huddle"
        Team.expect(try jo.huddle("bundle", "write", bundle))
        Team.expect(try boss.huddle("bundle", "read", bundle))
        Team.expect(try boss.huddle("sync"))
        let synced = try jo.huddle("sync", "--json")
        #expect(try object(Team.expect(synced))["refused"] as? Int == 0)
        #expect(!synced.stderr.contains("refused"), "\(synced.stderr)")
        #expect(try jo.huddle("quarantine").stderr.contains("Nothing was refused"))

        Team.expect(try jo.huddle("promise", "Press 10 ships in June"))
        let refused = try jo.huddle("sync")
        #expect(refused.status == 1 && refused.stdout.contains("1 refused"), "\(refused.stdout)")
        let listed = try list(Team.expect(try jo.huddle("quarantine", "list", "--json")))
        #expect(listed.compactMap { $0["code"] as? String } == ["read_only"])
    }

    @Test func aRevokedDeviceIsOutAndTheOthersStay() throws {
        let team = try Team(folder)
        defer { team.server.stop() }
        let laptop = try Machine("laptop", in: folder)
        let phone = try Machine("phone", in: folder)
        Team.expect(try laptop.huddle("join", try team.invite("Maria Silva")))
        Team.expect(try phone.huddle("join", link(try team.admin("invite", "create", "Acme team", "Maria Silva"))))
        let devices = try list(Team.expect(try laptop.huddle("devices", "--json")))
        let other = try #require(devices.first { $0["isThisDevice"] as? Bool == false }?["id"] as? String)
        Team.expect(try laptop.huddle("revoke", other))
        #expect(try phone.huddle("sync").status == 77)
        Team.expect(try laptop.huddle("sync"))

        let own = try #require(devices.first { $0["isThisDevice"] as? Bool == true }?["id"] as? String)
        #expect(try laptop.huddle("revoke", own).status == 64)
        Team.expect(try laptop.huddle("sync"))
        let short = try #require(
            Team.expect(try team.admin("device", "list", "Acme team")).split(separator: " ").first.map { String($0) })
        Team.expect(try team.admin("device", "revoke", "Acme team", short))
        #expect(try laptop.huddle("sync").status == 77)
        #expect(Team.expect(try team.admin("device", "list", "Acme team", "--all")).split(separator: "\n").count == 2)
    }

    @Test func anInvitationIsWithdrawnBeforeItIsUsed() throws {
        let team = try Team(folder)
        defer { team.server.stop() }
        let boss = try boss(of: team)
        let first = link(try boss.huddle("invite", "Jo Weber"))
        let second = link(try team.admin("invite", "create", "Acme team", "Jo Weber"))
        #expect(try list(Team.expect(try team.admin("invite", "list", "Acme team", "--json"))).count == 2)
        let open = Team.expect(try boss.huddle("invitations")).split(separator: "\n").dropFirst()
        for line in open {
            Team.expect(try boss.huddle("invitations", "withdraw", String(line.split(separator: " ")[0])))
        }
        for link in [first, second] {
            let refused = try Machine("jo", in: folder).huddle("join", link)
            #expect(refused.status == 77 && refused.stderr.contains("withdrawn"), "\(refused.stderr)")
        }
        let states = try list(Team.expect(try team.admin("invite", "list", "Acme team", "--all", "--json")))
            .compactMap { $0["state"] as? String }
        #expect(states == ["used", "withdrawn", "withdrawn"])
        #expect(!Team.expect(try team.admin("audit", "list", "--json")).contains(first.suffix(20)))
    }

    @Test func onePersonWorksInTwoTeams() throws {
        let team = try Team(folder)
        defer { team.server.stop() }
        Team.expect(try team.admin("space", "create", "Line 4"))
        let maria = try Machine("maria", in: folder)
        Team.expect(try maria.huddle("join", try team.invite("Maria Silva")))
        Team.expect(try maria.huddle("add", "for Acme"))
        Team.expect(
            try maria.huddle(
                "join", link(try team.admin("member", "add", "Line 4", "Maria Silva", "--department", "sales"))))
        Team.expect(try maria.huddle("add", "for the line"))
        Team.expect(try maria.huddle("sync"))
        #expect(!Team.expect(try maria.huddle("list")).contains("for Acme"))

        let logs = try list(Team.expect(try maria.huddle("space", "list", "--json")))
        #expect(logs.compactMap { $0["name"] as? String } == ["Acme team", "Line 4"])
        #expect(logs.compactMap { $0["inUse"] as? Bool } == [false, true])
        #expect((logs.first?["notYetSynced"] as? Int ?? 0) > 0)
        Team.expect(try maria.huddle("space", "use", "acme team"))
        Team.expect(try maria.huddle("sync"))
        let acme = Team.expect(try maria.huddle("list"))
        #expect(acme.contains("for Acme") && !acme.contains("for the line"))
        let wrong = try maria.huddle("space", "use", "Acme tem")
        #expect(wrong.status == 66 && wrong.stderr.contains("Did you mean \"Acme team\"?"), "\(wrong.stderr)")
    }

    @Test func anAuditLogThatWasChangedIsFound() throws {
        let team = try Team(folder)
        defer { team.server.stop() }
        _ = try boss(of: team)
        let head = Team.expect(try team.admin("audit", "verify")).trimmingCharacters(in: .newlines)
        #expect(head.hasPrefix("4:"))
        Team.expect(try team.admin("member", "role", "Acme team", "Ada Novak", "viewer"))
        Team.expect(try team.admin("audit", "verify", "--head", head))
        let other = try team.admin("audit", "verify", "--head", "4:" + String(repeating: "0", count: 32))
        #expect(other.status == 1 && other.stderr.contains("another history"))
        team.server.stop()
        try AuditForger.forge(team.server.data + "/directory.sqlite")
        let broken = try team.admin("audit", "verify")
        #expect(broken.status == 1 && broken.stderr.contains("entry 3"), "\(broken.stderr)")
    }
}
