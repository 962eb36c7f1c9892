import HuddleCLI
import HuddleTestSupport
import Testing

/// What people are told after changes of others have come in.
@Suite struct SyncWordsTests {
    let folder: TemporaryFolder
    let pair: Pair

    init() async throws {
        folder = try TemporaryFolder()
        pair = try await Pair(folder)
    }

    /// An entry that Maria deletes and Jonas edits, neither knowing of the other. Nobody has synced since.
    private func editedWhileDeleted() async -> String {
        let id = await pair.maria.capture("action", "Send blades")
        await pair.sync()
        await pair.maria.expect("delete", id)
        await pair.jonas.expect("edit", id, "--due", "fri")
        return id
    }

    @Test func whoDeletedAndWhoEditedAreBothTold() async {
        defer { folder.remove() }
        let id = await editedWhileDeleted()
        await pair.jonas.expect("sync")
        let advice = "`huddle restore \(id)` keeps it, `huddle delete \(id)` deletes it."
        let atMaria = await pair.maria.huddle("sync")
        #expect(atMaria.out == "Sent 1, received 1, 1 conflict (\(id)).\n")
        #expect(atMaria.err.contains(advice) && !atMaria.err.contains("huddle resolve"), "\(atMaria.err)")
        let atJonas = await pair.jonas.huddle("sync", "--json")
        #expect(atJonas.out.contains("\"conflicts\":[\"\(id)\"]") && atJonas.err.contains(advice), "\(atJonas)")
        #expect(await pair.jonas.expect("status", "--short") == "≠1\n")
    }

    @Test func aBundleTellsOfItToo() async throws {
        defer { folder.remove() }
        let id = await editedWhileDeleted()
        let file = try folder.newPath("jonas.huddle")
        await pair.jonas.expect("bundle", "write", file)
        let read = await pair.maria.huddle("bundle", "read", file)
        #expect(read.err.contains("`huddle restore \(id)` keeps it"), "\(read.err)")
        let again = await pair.maria.huddle("bundle", "read", file, "--json")
        #expect(again.out.contains("\"conflicts\":[]"), "nothing in it is new")
    }

    @Test func aFirstSyncCountsWhatStatusCounts() async throws {
        defer { folder.remove() }
        _ = await editedWhileDeleted()
        await pair.sync()
        let decided = await pair.disagree("two", "three", of: "one")
        await pair.maria.expect("resolve", decided, "--keep", "mine")
        let deleted = await pair.disagree("five", "six", of: "four")
        await pair.maria.expect("delete", deleted)
        _ = await pair.disagree("eight", "nine", of: "seven")
        let kim = try Machine(folder, seed: 3, network: pair.team.network)
        await kim.expect("join", pair.team.invite("Kim Lee", to: pair.space))
        let first = await kim.huddle("sync")
        #expect(first.out.contains(", 2 conflicts ("), "\(first.out)")
        #expect(first.err.contains("`huddle resolve ID` decides") && first.err.contains("`huddle restore "))
        #expect(await kim.expect("status", "--short") == "≠2\n")
        #expect(await kim.expect("conflicts", "--json").split(separator: "\"mine\"").count == 3)
    }

    @Test func whatARestoredServerHadLostIsOnlySaidToBeSentWhereItWas() async throws {
        defer { folder.remove() }
        await pair.jonas.expect("note", "from the line")
        await pair.maria.expect("note", "from the plant")
        await pair.jonas.expect("sync")
        await pair.sync()
        try pair.team.lose(pair.space)
        let lost = "What it had lost was sent again from here."
        let sender = await pair.maria.huddle("sync")
        #expect(sender.err.contains("restored from a backup. \(lost)"), "\(sender)")
        let reader = await pair.jonas.huddle("sync")
        #expect(reader.err.contains("restored from a backup.") && !reader.err.contains(lost), "\(reader)")
    }

    /// Another device has brought the server what it had lost; what goes out from here is new.
    @Test func whatWasNeverSentIsNotSaidToBeSentAgain() async throws {
        defer { folder.remove() }
        await pair.jonas.expect("note", "from the line")
        await pair.maria.expect("note", "from the plant")
        await pair.jonas.expect("sync")
        await pair.sync()
        try pair.team.lose(pair.space)
        await pair.maria.expect("sync")
        await pair.jonas.expect("note", "new from the line")
        let run = await pair.jonas.huddle("sync")
        #expect(run.out.contains("Sent 1"), "\(run)")
        #expect(run.err.contains("restored from a backup.") && !run.err.contains("sent again"), "\(run)")
    }

    /// Each deleted or kept it with all in view: nobody had missed an edit.
    @Test func whatWasDeletedByOneAndRestoredByAnotherIsNotSaidToBeDeletedUnseen() async throws {
        defer { folder.remove() }
        let id = await pair.maria.capture("action", "Send blades")
        await pair.sync()
        await pair.jonas.expect("edit", id, "--text", "Send two blades")
        await pair.maria.expect("delete", id)
        await pair.sync()
        await pair.jonas.expect("sync")
        await pair.maria.expect("delete", id)
        await pair.jonas.expect("restore", id)
        await pair.sync()
        for words in [["show", id], ["conflicts"]] {
            let shown = await pair.maria.huddle(words.map { Array($0.utf8) }).out
            #expect(shown.contains("brought") && !shown.contains("had not seen"), "\(shown)")
        }
    }

    @Test func statusSaysWhatWaitsForItsTimeAndUntilWhen() async throws {
        defer { folder.remove() }
        let year: Int64 = 365 * 86_400_000
        await pair.maria.expect("sync")
        #expect(await pair.maria.expect("status", "--json").contains("\"waitingForTime\":null"))
        // A clock that ran ahead here is corrected by the next sync, so nothing waits.
        pair.maria.host.advance(milliseconds: 2 * year)
        await pair.maria.expect("note", "from the plant")
        pair.maria.host.advance(milliseconds: -2 * year)
        #expect(await !pair.maria.expect("status").contains("time to come"))
        pair.jonas.host.advance(milliseconds: year)
        let id = await pair.jonas.capture("action", "Send blades")
        let file = try folder.newPath("jonas.huddle")
        await pair.jonas.expect("bundle", "write", file)
        await pair.maria.expect("bundle", "read", file)
        await pair.maria.expect("edit", id, "--text", "Send two blades")
        for _ in 1...2 {
            let status = await pair.maria.expect("status")
            #expect(status.contains("1 of them for a time to come, until 2027-11-23 09:5"), "\(status)")
            #expect(await pair.maria.expect("status", "--json").contains("\"waitingForTime\":{\"count\":1,"))
            _ = await pair.maria.huddle("sync")
        }
        pair.maria.host.advance(milliseconds: year)
        #expect(await !pair.maria.expect("status").contains("time to come"))
    }

    @Test func aClockThatWasAheadIsNotSaidToBeAheadNow() async {
        defer { folder.remove() }
        let hour: Int64 = 3_600_000
        pair.maria.host.advance(milliseconds: 24 * hour)
        await pair.maria.expect("note", "one")
        pair.maria.host.advance(milliseconds: -24 * hour)
        let right = await pair.maria.huddle("sync")
        #expect(right.err.contains("clock was ahead of the server's when 1 change was written"), "\(right.err)")
        #expect(!right.err.contains("clock is "), "\(right.err)")
        pair.maria.host.advance(milliseconds: 24 * hour)
        await pair.maria.expect("note", "two")
        let ahead = await pair.maria.huddle("sync")
        #expect(ahead.err.contains("clock is 22 hours ahead of the server's; 1 change was sent with"), "\(ahead.err)")
    }

    /// Somebody whose clock was a year ahead hands over a bundle. That waits; what is written on it does not.
    @Test func aClockThatIsRightIsNotBlamedForWhatABundleBrought() async throws {
        defer { folder.remove() }
        let year: Int64 = 365 * 86_400_000
        pair.jonas.host.advance(milliseconds: year)
        let id = await pair.jonas.capture("action", "Send blades")
        let file = try folder.newPath("jonas.huddle")
        await pair.jonas.expect("bundle", "write", file)
        await pair.maria.expect("bundle", "read", file)
        await pair.maria.expect("edit", id, "--text", "Send two blades")
        await pair.maria.expect("note", "from the plant")
        for round in 1...3 {
            let run = await pair.maria.huddle("sync", "--json")
            #expect(run.out.contains("\"clockAhead\":1,\"restamped\":0,"), "round \(round): \(run)")
            #expect(!run.err.contains("machine's clock") && !run.err.contains("corrected"), "\(run.err)")
            #expect(run.err.contains("1 change waits here"), "\(run.err)")
        }
        pair.team.host.advance(milliseconds: year)
        pair.maria.host.advance(milliseconds: year)
        #expect(await pair.maria.expect("sync") == "Sent 1.\n")
        #expect(await pair.maria.expect("list").contains("Send two blades"))
    }

    /// What was sent meanwhile stays stamped a year ahead, here and there; nobody waits for that time to come.
    @Test(arguments: [365, -365] as [Int64])
    func aServersClockThatWasWrongKeepsNobodyFromSending(_ days: Int64) async {
        defer { folder.remove() }
        let old = await pair.maria.capture("action", "Order valves")
        await pair.sync()
        pair.team.host.advance(milliseconds: days * 86_400_000)
        let id = await pair.maria.capture("action", "Send blades")
        await pair.maria.expect("sync")
        await pair.maria.expect("edit", old, "--due", "fri")
        await pair.maria.expect("sync")
        pair.team.host.advance(milliseconds: -days * 86_400_000)
        await pair.maria.expect("edit", id, "--text", "Send two blades")
        let new = await pair.maria.capture("idea", "A sharper blade")
        await pair.maria.expect("edit", new, "--priority", "high")
        await pair.sync()
        #expect(await pair.maria.expect("status", "--short") == "")
        await pair.jonas.expect("edit", id, "--owner", "Jonas Berg")
        await pair.sync()
        for machine in [pair.maria, pair.jonas] {
            #expect(await machine.expect("status", "--short") == "")
            let list = await machine.expect("list", "--json")
            for text in ["Send two blades", "A sharper blade", "Jonas Berg"] { #expect(list.contains(text), "\(list)") }
        }
    }

    @Test func aCommentOnWhatIsDeletedHereIsToldOf() async {
        defer { folder.remove() }
        let id = await pair.maria.capture("action", "Send blades")
        await pair.sync()
        await pair.maria.expect("delete", id)
        await pair.jonas.expect("comment", id, "The customer called: it must stay!")
        await pair.jonas.expect("sync")
        let told = await pair.maria.huddle("sync")
        #expect(told.err.contains(outOfSight(id)), "\(told.err)")
        #expect(await pair.maria.huddle("sync").err.isEmpty, "once is enough")
    }

    @Test func whoCommentedOnWhatWasDeletedMeanwhileIsTold() async {
        defer { folder.remove() }
        let id = await pair.maria.capture("action", "Send blades")
        await pair.sync()
        await pair.maria.expect("delete", id)
        await pair.maria.expect("sync")
        await pair.jonas.expect("comment", id, "The customer called: it must stay!")
        let told = await pair.jonas.huddle("sync")
        #expect(told.err.contains(outOfSight(id)), "\(told.err)")
        await pair.jonas.expect("restore", id)
        await pair.jonas.expect("comment", id, "It stays")
        #expect(await pair.jonas.huddle("sync").err.isEmpty)
    }

    private func outOfSight(_ id: String) -> String {
        "Commented on by one and deleted by another, so out of sight: \(id). `huddle restore \(id)` brings it back."
    }
}
