import Foundation
import HuddleTestSupport
import Testing

/// What members see when their space is archived, full, deleted or back, with the real binaries.
@Suite final class SpaceCareTests: Sendable {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    deinit { folder.remove() }

    @Test func aSpacesNewNameReachesItsMembersWithTheirNextSync() throws {
        let team = try Team(folder)
        defer { team.server.stop() }
        let maria = try Machine("maria", in: folder)
        Team.expect(try maria.huddle("join", try team.invite("Maria Silva")))
        let usual = try maria.huddle("sync")
        #expect(usual.status == 0 && !usual.stderr.contains("is called"), "\(usual.stderr)")

        Team.expect(try team.admin("space", "rename", "Acme team", "Acme Lyon"))
        #expect(Team.expect(try maria.huddle("space", "list")).contains("Acme team"))
        let told = try maria.huddle("sync")
        #expect(told.status == 0 && told.stderr.contains("is called “Acme Lyon” now"), "\(told.stdout)\(told.stderr)")
        #expect(Team.expect(try maria.huddle("space", "list")).contains("Acme Lyon"))
        let again = try maria.huddle("sync")
        #expect(again.status == 0 && !again.stderr.contains("is called"), "once is enough: \(again.stderr)")
    }

    @Test func membersAreToldAndLoseNothing() throws {
        let team = try Team(folder)
        defer { team.server.stop() }
        let maria = try Machine("maria", in: folder)
        Team.expect(try maria.huddle("join", try team.invite("Maria Silva")))
        Team.expect(try maria.huddle("add", "before"))
        Team.expect(try maria.huddle("sync"))

        Team.expect(try team.admin("space", "archive", "Acme team"))
        Team.expect(try maria.huddle("add", "while it was archived"))
        let archived = try maria.huddle("sync")
        #expect(archived.status == 1 && archived.stdout == "1 refused.\n", "\(archived.stdout)")
        #expect(Team.expect(try maria.huddle("quarantine")).contains("in the archive since"))
        let jo = try Machine("jo", in: folder)
        Team.expect(try jo.huddle("join", try team.invite("Jo Weber")))
        _ = try jo.huddle("sync")
        #expect(Team.expect(try jo.huddle("list")).contains("before"))

        Team.expect(try team.admin("space", "unarchive", "Acme team"))
        Team.expect(try team.admin("space", "quota", "Acme team", "1K"))
        Team.expect(try maria.huddle("quarantine", "retry"))
        let full = try maria.huddle("sync")
        #expect(full.status == 1 && full.stderr.contains("Your team's space is full"), "\(full.stderr)")
        #expect(try team.admin("space", "list").stderr.contains("of its quota"))
        Team.expect(try team.admin("space", "quota", "Acme team", "none"))

        Team.expect(try team.admin("space", "delete", "Acme team"))
        let deleted = try maria.huddle("sync")
        #expect(deleted.status == 77 && deleted.stderr.contains("was deleted"), "\(deleted.stderr)")
        #expect(Team.expect(try maria.huddle("list")).contains("while it was archived"))
        #expect(try Machine("late", in: folder).huddle("join", "\(team.server.address)/join#AAAA").status != 0)
        Team.expect(try team.admin("space", "undelete", "Acme team"))
        Team.expect(try maria.huddle("quarantine", "retry"))
        Team.expect(try maria.huddle("sync"))
        Team.expect(try jo.huddle("quarantine", "retry"))
        Team.expect(try jo.huddle("sync"))
        #expect(Team.expect(try jo.huddle("list")).contains("while it was archived"))

        Team.expect(try team.admin("space", "delete", "Acme team"))
        Team.expect(try team.admin("space", "purge", "Acme team", "--yes"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: team.server.data + "/spaces") == [])
        #expect(try maria.huddle("sync").status == 77)
        let audit = Team.expect(try team.admin("audit", "list"))
        for action in ["archived", "reopened", "quota", "deleted", "purged"] {
            #expect(audit.contains("space.\(action)"), "\(audit)")
        }
        Team.expect(try team.admin("audit", "verify"))
        Team.expect(try team.admin("backup", folder.path + "/backups"))
    }
}
