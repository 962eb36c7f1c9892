import Foundation
import HuddleStoreSQLite
import HuddleTestSupport
import Testing

/// Single bits of a log that a disk has flipped: told by whatever opens the log or by doctor, or nothing that is shown is
/// another for it.
@Suite(.serialized)
struct FaultFlipTests {
    private static let seed = UInt64(Extent.number("HUDDLE_FAULT_SEED", otherwise: 7))
    private static let flips = Extent.number("HUDDLE_FAULT_FLIPS", otherwise: 30)

    private let folder: TemporaryFolder
    private let maria: Machine

    init() throws {
        folder = try TemporaryFolder()
        maria = try Machine.ofMaria(in: folder)
    }

    @Test func aFlippedBitIsToldOrChangesNothingThatIsShown() throws {
        defer { folder.remove() }
        let edited = try makeLog()
        let log = try maria.logPath
        let whole = try Data(contentsOf: URL(filePath: log))
        let right = try shown(edited)
        #expect(right.allSatisfy { $0.status == 0 }, "\(right)")
        // What is nothing but zeros is mostly room that nobody uses.
        let used = whole.indices.filter { whole[$0] != 0 }
        var random = SeededRandom(seed: Self.seed)
        var told = 0
        for _ in 0..<Self.flips {
            let place = try #require(used.randomElement(using: &random))
            let bit = UInt8.random(in: 0..<8, using: &random)
            var flipped = whole
            flipped[place] ^= 1 << bit
            for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: log + suffix) }
            try flipped.write(to: URL(filePath: log))
            let outputs = try shown(edited)
            let what: Comment = "bit \(bit) of byte \(place), seed \(Self.seed)"
            #expect(outputs.allSatisfy { [0, 1, 65, 66, 74].contains($0.status) }, what)
            if outputs[0].status == 0 {
                #expect(outputs.map(\.stdout) == right.map(\.stdout), what)
            } else {
                told += 1
                let words = outputs[0].stdout + outputs[0].stderr
                #expect(words.contains("huddle doctor --") || words.contains("not a Huddle log"), "\(what): \(words)")
            }
        }
        #expect(told > 0, "seed \(Self.seed)")
    }

    /// The rows of a table are walked by their keys: one that is out of order must not send doctor back for ever.
    @Test func aKeyOutOfOrderIsToldAndEndsTheWalk() throws {
        defer { folder.remove() }
        _ = try makeLog()
        let log = try maria.logPath
        var bytes = try Data(contentsOf: URL(filePath: log))
        // The key, the length of the row's head, and in it the key again as NULL and an id of 16 bytes.
        // Source: sqlite.org, "Database File Format", 1.6 and 2.1.
        let places = bytes.indices.dropLast(3).filter {
            bytes[$0] == 17 && bytes[$0 + 1] < 64 && bytes[$0 + 2] == 0 && bytes[$0 + 3] == 44
        }
        #expect(!places.isEmpty)
        for place in places { bytes[place] = 25 }
        for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: log + suffix) }
        try bytes.write(to: URL(filePath: log))
        let output = try maria.huddle("doctor")
        #expect(output.status == 1, "\(output.stderr)")
        #expect(output.stdout.contains("huddle doctor --salvage"), "\(output.stdout)")
    }

    /// What doctor, a list and a history say; doctor's first.
    private func shown(_ id: String) throws -> [Program.Output] {
        try [["doctor", "--json"], ["list", "--json"], ["history", id, "--json"]].map {
            try maria.huddle(arguments: $0)
        }
    }

    /// A log that stands in the database itself, with entries of all sorts of fields, one of them edited and one deleted.
    ///
    /// - Returns: The id of the one that was edited.
    private func makeLog() throws -> String {
        Team.expect(try maria.huddle("meet", "start", "Stand-up"))
        for number in 1...12 {
            let line = "Door \(number) jams @jo #quality customer:Acme due:2026-12-0\(1 + number % 9)"
            Team.expect(try maria.huddle("add", line))
        }
        let added = Team.expect(try maria.huddle("add", "The press stops"))
        let id = String(added.prefix { $0 != " " })
        Team.expect(try maria.huddle("edit", id, "--text", "The press stops at night"))
        let deleted = Team.expect(try maria.huddle("add", "A slip"))
        Team.expect(try maria.huddle("delete", String(deleted.prefix { $0 != " " })))
        let moved = try SQLiteSpaceStore.open(at: try maria.logPath).pragma("wal_checkpoint(TRUNCATE)")
        #expect(moved == "0", "the journal was moved into the database")
        return id
    }
}
