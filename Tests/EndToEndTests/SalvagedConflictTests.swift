import Foundation
import HuddleTestSupport
import Testing

/// What people disagree about as their log is damaged is for them to decide afterwards, and not for the salvage.
@Suite(.serialized)
struct SalvagedConflictTests {
    private static let texts = ["Ship by air", "Ship by sea"]

    private let folder: TemporaryFolder
    private let maria: Machine
    private let id: String

    /// Maria has read what Jo wrote without knowing of what she wrote.
    init() throws {
        folder = try TemporaryFolder()
        maria = try Machine.ofMaria(in: folder)
        id = String(Team.expect(try maria.huddle("add", "Ship")).prefix { $0 != " " })
        let jo = try Machine("jo", in: folder)
        try FileManager.default.copyItem(atPath: maria.home, toPath: jo.home)
        Team.expect(try maria.huddle("edit", id, "--text", Self.texts[0]))
        Team.expect(try jo.huddle("edit", id, "--text", Self.texts[1]))
        let bundle = folder.path + "/jo.huddle"
        Team.expect(try jo.huddle("bundle", "write", bundle))
        Team.expect(try maria.huddle("bundle", "read", bundle))
    }

    @Test func aConflictStaysOpenWhereAnotherFieldWasLost() throws {
        defer { folder.remove() }
        let shown = try maria.texts()
        Team.expect(try maria.huddle("due", id, "2026-12-24"))
        try maria.tamper("UPDATE change SET bytes = zeroblob(40) WHERE key = (SELECT max(key) FROM change)")
        let saved = try expectOpenConflict()
        #expect(try saved.texts() == shown)
        #expect(Team.expect(try saved.huddle("list", "--json")).contains("2026-12-24"))
    }

    @Test func aConflictStaysOpenWhereTheValueThatWasShownIsLost() throws {
        defer { folder.remove() }
        let shown = try #require(try maria.texts().first)
        try maria.tamper("UPDATE change SET bytes = zeroblob(40) WHERE instr(hex(bytes), hex('\(shown)')) > 0")
        _ = try expectOpenConflict()
    }

    /// - Returns: What was salvaged.
    private func expectOpenConflict() throws -> Machine {
        let output = try maria.huddle("doctor", "--salvage", folder.path + "/saved")
        #expect(output.status == 1 && output.stdout.contains("1 could not be read"), "\(output.stdout)")
        #expect(output.stderr.contains("1 record was saved as last shown here"), "\(output.stderr)")
        let saved = try Machine("saved", in: folder)
        let conflicts = Team.expect(try saved.huddle("conflicts", "--json"))
        for text in Self.texts { #expect(conflicts.contains(text), "\(conflicts)") }
        #expect(Team.expect(try saved.huddle("doctor")).hasPrefix("This log is sound."))
        return saved
    }
}
