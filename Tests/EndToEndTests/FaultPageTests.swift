import Foundation
import HuddleStoreSQLite
import HuddleTestSupport
import Testing

/// Pages of the log that a disk has torn or changed: found and told, never a crash and never silently wrong.
@Suite(.serialized)
struct FaultPageTests {
    /// Bytes that a page of the log has.
    private static let pageBytes = 4096

    @Test func aChangedPageNeverCrashesAndIsTold() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let maria = try Machine("maria", in: folder)
        let log = try makeLog(of: maria)
        let whole = try Data(contentsOf: URL(filePath: log))
        let right = Team.expect(try maria.huddle("list", "--json"))
        let pages = whole.count / Self.pageBytes
        #expect(pages > 20)
        var told = 0
        var found = 0
        for page in stride(from: 0, to: pages, by: max(1, pages / 24)) {
            var torn = whole
            let start = page * Self.pageBytes
            // The head of a page says what is where in it: as a write of another sector size leaves it.
            torn.replaceSubrange(
                start..<start + 512, with: (0..<512).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ page) })
            try replace(log, with: torn)
            told += try expectTold(maria, right, "page \(page)") ? 1 : 0
            try replace(log, with: torn)
            found += try maria.huddle("doctor").status == 0 ? 0 : 1
        }
        #expect(told > 3, "most of these pages hold what a list reads")
        #expect(found >= told && found > 20, "doctor reads every page that is used: \(found), a list \(told)")
        try replace(log, with: whole)
        #expect(Team.expect(try maria.huddle("list", "--json")) == right)
    }

    @Test func aCutLogNeverCrashesAndIsTold() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let maria = try Machine("maria", in: folder)
        let log = try makeLog(of: maria)
        let whole = try Data(contentsOf: URL(filePath: log))
        let right = Team.expect(try maria.huddle("list", "--json"))
        for bytes in [0, 1, 99, Self.pageBytes, 5 * Self.pageBytes + 7, whole.count / 2, whole.count - Self.pageBytes] {
            try replace(log, with: whole.prefix(bytes))
            let isTold = try expectTold(maria, right, "cut after \(bytes)")
            #expect(isTold || bytes == whole.count - Self.pageBytes, "cut after \(bytes)")
        }
    }

    /// What is torn in the journal was never confirmed, or is gone as a whole: SQLite's checksums see to it.
    @Test func aTornJournalKeepsWhatCameBefore() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let maria = try Machine("maria", in: folder)
        Team.expect(try maria.huddle("init", "--name", "Maria"))
        for number in 1...5 { Team.expect(try maria.huddle("add", "entry \(number)")) }
        let journal = try path(of: maria) + "-wal"
        let whole = try Data(contentsOf: URL(filePath: journal))
        for bytes in stride(from: whole.count, to: whole.count - 12 * (Self.pageBytes + 24), by: -3001) {
            try whole.prefix(bytes).write(to: URL(filePath: journal))
            let texts = try maria.texts()
            #expect(
                texts.count >= 3 && texts == (1...texts.count).reversed().map { "entry \($0)" }, "after \(bytes) bytes")
        }
    }

    /// The damaged log stays as it is, and what was saved from it is a sound log that goes on.
    @Test func whatTornPagesLeaveIsSaved() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let maria = try Machine("maria", in: folder)
        let log = try makeLog(of: maria)
        let whole = try Data(contentsOf: URL(filePath: log))
        let pages = whole.count / Self.pageBytes
        var texts: [String: Int] = [:]
        for (page, kept) in [(0, 0), (0, 512), (2, 512), (pages / 3, 512), (pages / 2, 512), (pages - 2, 512)] {
            var torn = whole
            let lost = page * Self.pageBytes + kept..<(page + 1) * Self.pageBytes
            torn.replaceSubrange(lost, with: Data(repeating: 0, count: lost.count))
            try replace(log, with: torn)
            let target = folder.path + "/saved-\(page)-\(kept)"
            let saved = try maria.huddle("doctor", "--salvage", target)
            #expect([0, 1].contains(saved.status), "page \(page): \(saved)")
            #expect(try Data(contentsOf: URL(filePath: log)) == torn, "page \(page)")
            #expect(Team.expect(try maria.huddle("doctor", "--home", target)).hasPrefix("This log is sound."))
            Team.expect(try maria.huddle("add", "after the salvage", "--home", target))
            let lines = Team.expect(try maria.huddle("list", "--limit", "1000", "--home", target)).split(
                separator: "\n")
            texts["\(page) from \(kept)"] = lines.count
        }
        // 300 actions; one page holds a dozen of them at most.
        #expect(texts.values.allSatisfy { $0 > 250 }, "\(texts)")
    }

    /// A log whose entries stand in the database itself.
    private func makeLog(of machine: Machine) throws -> String {
        Team.expect(try machine.huddle("init", "--name", "Maria"))
        let file = machine.folder + "/minutes.md"
        let actions = (1...300).map { "- Action: number \($0) \(String(repeating: "long ", count: 40))" }
        try Data(actions.joined(separator: "\n").utf8).write(to: URL(filePath: file))
        Team.expect(try machine.huddle("import", "minutes", file))
        let log = try path(of: machine)
        let moved = try SQLiteSpaceStore.open(at: log).pragma("wal_checkpoint(TRUNCATE)")
        #expect(moved == "0", "the journal was moved into the database")
        return log
    }

    /// Puts `contents` in the log's place, with nothing left in the journal.
    private func replace(_ log: String, with contents: Data) throws {
        for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: log + suffix) }
        try contents.write(to: URL(filePath: log))
    }

    private func path(of machine: Machine) throws -> String {
        let logs = machine.home + "/logs"
        return "\(logs)/\(try #require(try FileManager.default.contentsOfDirectory(atPath: logs).first))/log.sqlite"
    }

    /// - Returns: Whether a list saw the fault. Where it did not, what it shows must be right; where it did, doctor does too.
    private func expectTold(_ machine: Machine, _ right: String, _ what: Comment) throws -> Bool {
        let doctor = try machine.huddle("doctor")
        #expect([0, 1, 65, 66, 74].contains(doctor.status), what)
        #expect(doctor.status != 1 || doctor.stdout.contains("huddle doctor --"), "\(doctor.stdout)")
        let list = try machine.huddle("list", "--json")
        if list.status == 0 {
            #expect(list.stdout == right, what)
        } else {
            #expect(doctor.status != 0, "\(what): doctor finds what a list stumbles over")
            #expect([65, 66, 74].contains(list.status), what)
            #expect(
                list.stderr.contains("doctor --salvage") || list.stderr.contains("not a Huddle log"), "\(list.stderr)")
        }
        // Reading and writing alike end with a word of their own, and not by a signal.
        let add = try machine.huddle("add", "more")
        #expect([0, 65, 66, 74].contains(add.status), what)
        return list.status != 0
    }
}
