import Foundation
import HuddleCLI
import HuddleCore
import HuddleTestSupport
import Synchronization
import Testing

/// Editing in an editor. The user is a function from what the file says to what it is to say.
@Suite struct FormTests {
    let folder: TemporaryFolder
    let machine: Machine

    init() async throws {
        folder = try TemporaryFolder()
        var machine = try Machine(folder, columns: 80)
        machine.variables["NO_COLOR"] = "1"
        self.machine = machine
        await machine.expect("init", "--name", "Maria Silva")
    }

    /// Runs `edit` with a user who does these things, one each time the editor opens. Afterwards it opens and leaves all as
    /// it is, or fails.
    private func edit(
        _ id: String, failing: Bool = false, _ steps: (@Sendable (String) -> String)...
    ) async -> (run: Machine.Run, seen: [String]) {
        let steps = steps
        var machine = machine
        let log = SeenFiles()
        machine.editor = { _, path in
            guard let file = try? String(contentsOfFile: path, encoding: .utf8) else { return false }
            let round = log.note(file)
            guard round < steps.count else { return !failing }
            return (try? steps[round](file).write(toFile: path, atomically: true, encoding: .utf8)) != nil
        }
        return (await machine.huddle("edit", id), log.files)
    }

    @Test func theFormHasEverythingAndUnchangedItSavesNothing() async throws {
        defer { folder.remove() }
        let id = await machine.capture(
            "action", "Send\n--- text\nblades", "--owner", "Jo Weber", "--owner", "me", "--due", "fri", "--tag", "q",
            "--customer", "Acme", "--details", "one\n\ntwo")
        let (run, seen) = await edit(id, { $0 })
        #expect(run.code == .success && run.err.contains("Nothing was changed") && run.out.isEmpty)
        let form = try #require(seen.first).split(separator: "\n", omittingEmptySubsequences: false).filter {
            !$0.hasPrefix("#")
        }
        #expect(
            form.joined(separator: "\n") == """
                kind: action
                status: open
                owner: Jo Weber
                owner: Maria Silva
                owner:
                due: 2026-11-27
                priority:
                customer: Acme
                product:
                site:
                tag: q
                tag:
                meeting:
                --- text
                Send
                \\--- text
                blades
                --- details
                one

                two

                """)
        #expect(await machine.expect("history", id, "--json").components(separatedBy: "\"number\"").count == 9)
    }

    @Test func whatChangedIsWrittenAndSaid() async {
        defer { folder.remove() }
        let id = await machine.capture("action", "Send blades", "--owner", "Jo Weber", "--customer", "Acme")
        let (run, _) = await edit(
            id,
            {
                $0.replacing("owner: Jo Weber", with: "owner: maria").replacing("customer: Acme", with: "customer:")
                    .replacing("due:", with: "due: dec 1").replacing("Send blades", with: "Send two\nblades")
            })
        #expect(run.code == .success, "\(run.err)")
        #expect(run.out.contains("Send two\\nblades · Maria Silva · due Tue 2026-12-01"))
        #expect(
            run.err == """
                  customer: Acme → nothing
                  due: nothing → 2026-12-01
                  owners: −Jo Weber +Maria Silva
                  text: Send blades → Send two\\nblades

                """)
    }

    @Test func aMistakeOpensTheFormAgainWithWhatWasTyped() async {
        defer { folder.remove() }
        let id = await machine.capture("action", "Send blades")
        let (run, seen) = await edit(
            id, { $0.replacing("due:", with: "due: frday").replacing("Send", with: "Sand") },
            { $0.replacing("frday", with: "fri") })
        #expect(run.code == .success, "\(run.err)")
        #expect(seen.count == 2 && seen[1].hasPrefix(Self.firstLine + "#! \"frday\" is no date"))
        #expect(seen.last?.contains("Sand blades") ?? false)
        #expect(run.out.contains("Sand blades · due Fri"))
    }

    /// Some editors end every line with CR and LF.
    @Test func aSecondMistakeInAnEditorThatWritesCRLFKeepsWhatWasTyped() async {
        defer { folder.remove() }
        let id = await machine.capture("action", "Send blades")
        let crlf: @Sendable (String) -> String = { $0.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n") }
        let (run, seen) = await edit(
            id, { crlf($0.replacing("due:", with: "due: frday").replacing("Send", with: "Sand")) },
            { crlf($0.replacing("frday", with: "friday-ish")) }, { crlf($0.replacing("friday-ish", with: "fri")) })
        #expect(run.code == .success, "\(run.err)")
        #expect(seen.count == 3 && seen.allSatisfy { $0.contains("blades") }, "\(seen)")
        #expect(run.out.contains("Sand blades · due Fri"))
        let (left, shown) = await edit(id, { crlf($0.replacing("due:", with: "due: frday #")) }, crlf)
        #expect(left.code == .usage && shown.count == 2, "what differs in its line ends alone was left as it was")
    }

    @Test(arguments: [
        ("due:", "duo:", "no field \"duo\". Did you mean \"due\"?"), ("due:", "due", "has no colon"),
        ("kind: action", "kind: acton", "Did you mean \"action\""), ("--- text\nSend blades", "", "--- text"),
        ("customer:", "kind: idea", "is a kind already"), ("Send blades", "", "text is empty"),
    ])
    func aMistakeThatIsNotMendedChangesNothing(_ old: String, _ new: String, _ words: String) async {
        defer { folder.remove() }
        let id = await machine.capture("action", "Send blades")
        let (run, seen) = await edit(id, { $0.replacing(old, with: new) }, { $0 })
        #expect([.badData, .usage].contains(run.code) && run.err.contains(words), "\(run)")
        #expect(!run.err.contains("should not"), "\(run.err)")
        #expect(seen.count == 2)
        #expect(await machine.expect("show", id).contains("Send blades"))
    }

    /// The form that opens again is the user's own work, also where it is left as it is.
    @Test(arguments: [true, false])
    func whatWasTypedIsKeptWhereAMistakeIsNotMended(failing: Bool) async throws {
        defer { folder.remove() }
        let id = await machine.capture("action", "Send blades")
        let (run, seen) = await edit(
            id, failing: failing,
            { $0.replacing("due:", with: "due: frday").replacing("Send", with: "One\n\nTwo\n\nSend") })
        #expect(run.code != .success && seen.count == 2)
        let line = try #require(run.err.split(separator: "\n").first { $0.hasPrefix("What you wrote is kept in ") })
        let path = line.dropFirst("What you wrote is kept in ".count).dropLast()
        let kept = try String(contentsOfFile: String(path), encoding: .utf8)
        #expect(kept.contains("due: frday\n") && kept.contains("One\n\nTwo\n\nSend blades"), "\(kept)")
        let left = try FileManager.default.contentsOfDirectory(atPath: machine.home)
        #expect(left.count { $0.hasPrefix("editing") } == 1)
    }

    /// Vim looks at no line for settings after this one.
    private static let firstLine = "# vim: set nomodeline:\n"

    /// Somebody else's text reaches the editor without what a terminal obeys, below the line that turns Vim's modelines off.
    @Test func hostileTextIsShownEscapedAndLeftAsItWasWhereItIsNotEdited() async throws {
        defer { folder.remove() }
        let text = " Send\u{1b}[2J\tblades\n# vim: set makeprg=evil:\r\nsame\u{7}\nsame\\u{7}\nlast\u{202e} line"
        let id = await machine.capture("note", text, "--details", "a\u{9b}31m\nb", "--customer", "Acme\u{1b}[1m")
        let (run, seen) = await edit(
            id,
            {
                $0.replacing("line\n--- details", with: "line\nmore\n--- details")
                    .replacing("due:", with: "due: frday")
            },
            { $0.replacing("frday", with: "2027-01-02") })
        #expect(run.code == .success, "\(run.err)")
        #expect(seen.count == 2)
        for file in seen {
            #expect(file.hasPrefix(Self.firstLine))
            let obeyed = file.unicodeScalars.filter { $0.isObeyedByTerminals && $0 != "\n" && $0 != "\t" }
            #expect(obeyed.isEmpty, "\(file.debugDescription)")
        }
        #expect(seen[0].contains("Send\\u{1b}[2J\tblades\n# vim: set makeprg=evil:\\r\n"))
        let shown = await machine.expect("show", id, "--json")
        let entry = try #require(try JSONSerialization.jsonObject(with: Data(shown.utf8)) as? [String: Any])
        #expect(entry["text"] as? String == text.dropFirst() + "\nmore")
        #expect(entry["details"] as? String == "a\u{9b}31m\nb")
        #expect(entry["customer"] as? String == "Acme\u{1b}[1m")
        #expect(entry["due"] as? String == "2027-01-02")
    }

    @Test func anUntouchedFormIsNotKept() async throws {
        defer { folder.remove() }
        let id = await machine.capture("action", "Send blades")
        let (run, seen) = await edit(id, failing: true)
        #expect(run.code == .failure && seen.count == 1 && !run.err.contains("kept in"))
        let left = try FileManager.default.contentsOfDirectory(atPath: machine.home)
        #expect(!left.contains { $0.hasPrefix("editing") })
    }

    @Test func anEmptiedFileChangesNothing() async {
        defer { folder.remove() }
        let id = await machine.capture("action", "Send blades")
        let (run, _) = await edit(id, { _ in "\n" })
        #expect(run.code == .success && run.err.contains("Nothing was changed"))
    }
}

/// What the editor was shown, round by round.
private final class SeenFiles: Sendable {
    private let seen = Mutex<[String]>([])

    var files: [String] { seen.withLock { $0 } }

    /// - Returns: Which round this is, from 0.
    func note(_ file: String) -> Int {
        seen.withLock { seen in
            seen.append(file)
            return seen.count - 1
        }
    }
}
