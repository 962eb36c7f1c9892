import HuddleCLI
import HuddleTestSupport
import Testing

/// What people are told of changes that the server did not take.
@Suite struct RefusedTests {
    let folder: TemporaryFolder
    let pair: Pair
    let entry: String

    /// Jonas is made a viewer, and does not know of it.
    init() async throws {
        folder = try TemporaryFolder()
        pair = try await Pair(folder)
        entry = await pair.maria.capture("action", "Send blades")
        await pair.sync()
        pair.team.setReadOnly("Jonas Berg")
        await pair.jonas.expect("done", entry)
        await pair.jonas.expect("edit", entry, "--customer", "Acme")
        await pair.jonas.expect("note", "Seen at the line")
        #expect(await pair.jonas.huddle("sync").out.contains("3 refused"))
    }

    @Test func aRecordSaysThatItWasRefused() async {
        defer { folder.remove() }
        let shown = await pair.jonas.expect("show", entry)
        #expect(shown.contains("  sync        2 changes refused: `huddle quarantine` says why\n"), "\(shown)")
        #expect(!shown.contains("not yet synced"))
        await pair.jonas.expect("edit", entry, "--site", "Lyon")
        let both = await pair.jonas.expect("show", entry)
        #expect(both.contains("2 changes refused") && both.contains("the rest not yet synced"), "\(both)")
    }

    @Test func statusCountsWhatWasRefusedOnce() async {
        defer { folder.remove() }
        let status = await pair.jonas.expect("status")
        #expect(status.contains("  to sync     nothing\n"), "\(status)")
        #expect(status.contains("  refused     3 changes, kept here"))
        #expect(status.contains("              3 × read_only: this member may read"), "\(status)")
        #expect(status.split(separator: "read_only").count == 2, "a reason is said once")
        #expect(await pair.jonas.expect("status", "--json").contains("\"notYetSynced\":0,"))
    }

    @Test func eachRefusedChangeSaysWhatItBelongsTo() async {
        defer { folder.remove() }
        let listed = await pair.jonas.expect("quarantine")
        #expect(listed.hasPrefix("3 × read_only: this member may read"), "\(listed)")
        #expect(listed.contains("  \(entry)  Send blades  refused 2026-11-23 10:00\n    status: done\n"), "\(listed)")
        #expect(listed.contains("  Seen at the line  refused 2026-11-23 10:00\n    kind: note\n"), "\(listed)")
        #expect(listed.split(separator: "Ask your admin").count == 2, "the same advice is given once")
        #expect(await pair.jonas.expect("quarantine", "--json").contains("\"title\":\"Send blades\""))
    }

    @Test func aMeetingDoesNotSayThatItWaitsForASync() async {
        defer { folder.remove() }
        await pair.jonas.expect("meet", "start", "Weekly round")
        await pair.jonas.expect("note", "one")
        #expect(await pair.jonas.huddle("sync").out.contains("2 refused"))
        let summary = await pair.jonas.expect("meet", "end")
        #expect(summary.contains("2 of this refused, and kept here: `huddle quarantine` says why."), "\(summary)")
    }
}
