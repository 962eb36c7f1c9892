import Foundation
import GRDB
import HuddleTestSupport
import Testing

/// Changes whose bytes a disk has altered: what is still shown of them is not given up for what is damaged.
@Suite(.serialized)
struct DamagedChangeTests {
    private let folder: TemporaryFolder
    private let maria: Machine

    init() throws {
        folder = try TemporaryFolder()
        maria = try Machine.ofMaria(in: folder)
    }

    @Test func aRecordWithADamagedChangeIsNotRebuiltFromIt() throws {
        defer { folder.remove() }
        Team.expect(try maria.huddle("add", "Ship 100"))
        Team.expect(try maria.huddle("add", "sound"))
        try alter("Ship 100", to: "Ship 900")
        for arguments in [["doctor"], ["doctor", "--rebuild"]] {
            let output = try maria.huddle(arguments: arguments)
            #expect(output.status == 1 && output.stdout.contains("Found 1 thing to see to."), "\(output.stdout)")
            #expect(output.stdout.contains("\"Ship 100\" is damaged"), "\(output.stdout)")
            #expect(output.stdout.contains("doctor --salvage") && !output.stdout.contains("`huddle doctor --rebuild`"))
            #expect(output.stdout.contains("it would put damaged words") == (arguments.count > 1), "\(output.stdout)")
            #expect(output.stdout.contains("entries     2"), "\(output.stdout)")
        }
        #expect(try maria.texts() == ["sound", "Ship 100"])
    }

    /// What was never sent stands nowhere else: the record's row says what the change said.
    @Test func whatIsShownOfADamagedChangeIsSalvaged() throws {
        defer { folder.remove() }
        Team.expect(try maria.huddle("add", "? Ship 100 #late customer:Acme"))
        let edited = Team.expect(try maria.huddle("add", "edited"))
        Team.expect(try maria.huddle("edit", Self.id(in: edited), "--text", "edited twice"))
        let gone = Team.expect(try maria.huddle("add", "gone"))
        Team.expect(try maria.huddle("delete", Self.id(in: gone)))
        try alter("Ship 100", to: "Ship 900")
        try alter("edited twice", to: "edited thrice")
        try alter("gone", to: "hone")
        let saved = folder.path + "/saved"
        let output = try maria.huddle("doctor", "--salvage", saved)
        #expect(output.status == 1 && output.stdout.contains("3 could not be read"), "\(output.stdout)")
        #expect(output.stderr.contains("2 records were saved as last shown here"), "\(output.stderr)")
        let machine = try Machine("saved", in: folder)
        #expect(try machine.texts() == ["edited twice", "Ship 100"])
        let list = Team.expect(try machine.huddle("list", "--json"))
        #expect(list.contains("\"customer\":\"Acme\"") && list.contains("late") && list.contains("Maria Silva"))
        #expect(Team.expect(try machine.huddle("doctor")).hasPrefix("This log is sound."))
    }

    private static func id(in added: String) -> String { String(added.prefix { $0 != " " }) }

    @Test func aServerRebuildsNothingFromADamagedChange() throws {
        defer { folder.remove() }
        let team = try Team(folder)
        Team.expect(try maria.huddle("join", try team.invite("Maria Silva")))
        Team.expect(try maria.huddle("add", "Ship 100"))
        Team.expect(try maria.huddle("sync"))
        team.server.stop()
        let path = try team.server.spaceFile
        try alter("Ship 100", to: "Ship 900", in: path)
        let output = try team.admin("doctor", "--rebuild")
        #expect(output.status == 1 && output.stdout.contains("is damaged"), "\(output.stdout)")
        #expect(!output.stdout.contains("mended"), "\(output.stdout)")
        let database = try DatabaseQueue(path: path)
        let shown = try database.read { try String.fetchAll($0, sql: "SELECT main FROM record WHERE type = 'entry'") }
        #expect(shown == ["Ship 100"])
        try database.close()
    }

    /// Nothing is advised that would be refused: what is stale beside a damaged change is salvaged with it.
    @Test func whatElseIsWrongBesideADamagedChangeIsNotAdvisedToBeRebuilt() throws {
        defer { folder.remove() }
        for text in ["one", "two"] { Team.expect(try maria.huddle("add", text)) }
        try tamper("UPDATE change SET bytes = zeroblob(40) WHERE instr(hex(bytes), hex('one')) > 0")
        try tamper("UPDATE record SET main = 'too' WHERE main = 'two'")
        let output = try maria.huddle("doctor", "--rebuild")
        #expect(output.status == 1 && output.stdout.contains("\"too\" is not what its changes add up to"))
        #expect(!output.stdout.contains("`huddle doctor --rebuild`"), "\(output.stdout)")
        #expect(Set(try maria.texts()) == ["one", "too"])
    }

    @Test func everyUnreadableChangeIsFoundAndNamed() throws {
        defer { folder.remove() }
        for number in 1...25 { Team.expect(try maria.huddle("add", "number \(number).")) }
        try tamper("UPDATE change SET bytes = zeroblob(40) WHERE instr(hex(bytes), hex('number ')) > 0")
        let output = try maria.huddle("doctor")
        #expect(output.status == 1 && output.stdout.contains("Found 25 things to see to."), "\(output.stdout)")
        #expect(output.stdout.contains("\"number 1.\" is damaged"), "\(output.stdout)")
        #expect(output.stdout.contains("5 more; --json names them"), "\(output.stdout)")
        #expect(output.stdout.components(separatedBy: "doctor --salvage").count == 2, "what to do is said once")
        #expect(output.stdout.contains("entries     25"), "\(output.stdout)")
        let json = try maria.huddle("doctor", "--json").stdout
        for number in 1...25 { #expect(json.contains("\\\"number \(number).\\\" is damaged"), "\(json)") }
    }

    /// What a change is looked up by can be made anew from its bytes, and is.
    @Test(arguments: ["stamp", "replica", "record", "later", "seq", "id"])
    func aFlippedBitBesideAChangeIsFound(column: String) throws {
        defer { folder.remove() }
        for text in ["one", "two"] { Team.expect(try maria.huddle("add", text)) }
        let right = Team.expect(try maria.huddle("list", "--json"))
        let one = "WHERE instr(hex(bytes), hex('one')) > 0"
        switch column {
        case "id": try tamper("UPDATE change SET id = zeroblob(16) \(one)")
        case "seq": try tamper("UPDATE change SET seq = 1 \(one)")
        case "record": try tamper("UPDATE change SET record = record + 64 \(one)")
        case "later": try tamper("UPDATE change SET later = 1 \(one)")
        default: try tamper("UPDATE change SET \(column) = \(column) + 64 \(one)")
        }
        let found = try maria.huddle("doctor")
        #expect(found.status == 1, "\(column): \(found.stdout)")
        let rebuilt = try maria.huddle("doctor", "--rebuild")
        #expect(rebuilt.status == (column == "id" ? 1 : 0), "\(column): \(rebuilt.stdout)")
        #expect(Team.expect(try maria.huddle("list", "--json")) == right)
        if column == "id" { return }
        #expect(Team.expect(try maria.huddle("doctor")).hasPrefix("This log is sound."))
        #expect(Team.expect(try maria.huddle("status")).contains("3 changes"), "nothing of it counts as sent")
    }

    private func tamper(_ sql: String) throws { try maria.tamper(sql) }

    /// Replaces words in the bytes of the changes that have them, and nowhere else.
    private func alter(_ words: String, to others: String, in path: String? = nil) throws {
        let database = try DatabaseQueue(path: path ?? maria.logPath)
        try database.write { database in
            for row in try Row.fetchAll(database, sql: "SELECT key, bytes FROM change") {
                var bytes: Data = row["bytes"]
                guard let place = bytes.range(of: Data(words.utf8)) else { continue }
                bytes.replaceSubrange(place, with: Data(others.utf8))
                try database.execute(
                    sql: "UPDATE change SET bytes = ? WHERE key = ?", arguments: [bytes, row["key"] as Int64])
            }
        }
        try database.close()
    }
}

extension Machine {
    /// The file of the one log that was started here.
    var logPath: String {
        get throws {
            let logs = home + "/logs"
            return "\(logs)/\(try #require(try FileManager.default.contentsOfDirectory(atPath: logs).first))/log.sqlite"
        }
    }

    /// Alters that file behind Huddle's back.
    func tamper(_ sql: String) throws {
        let database = try DatabaseQueue(path: logPath)
        try database.writeWithoutTransaction { try $0.execute(sql: sql) }
        try database.close()
    }
}
