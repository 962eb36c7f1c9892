import HuddleCore
import HuddleFormats
import Synchronization
import Testing

/// What does not fit in memory comes back in the same order.
@Suite struct ExportOrderTests {
    /// Some entries under several headings, many of them equal in what they are sorted by.
    private struct List {
        let entries: [ListedEntry]
        let group: ExportGroup?
        let sort: ExportSort?
        let limit: Int?
        let showsAll: Bool

        init(seed: UInt64) {
            var random = SeededRandom(state: seed)
            entries = (0..<UInt64.random(in: 0...400, using: &random)).map { number in
                let owners = ["Ann", "bob", "Cem", "Dora"].filter { _ in Bool.random(using: &random) }
                let day = Int.random(in: 10...28, using: &random)
                var fields = action("number \(number)", due: day < 24 ? "2026-11-\(day)" : nil)
                if let customer = ["Stone", "Wood"].randomElement(using: &random) {
                    fields.append(("customer", .text(customer)))
                }
                return listed(
                    number, created: Int64.random(in: 0...9, using: &random), owners: owners,
                    fields.sorted { $0.0 < $1.0 })
            }
            group = [nil, .owner, .customer, .due].randomElement(using: &random) ?? nil
            sort = [nil, ExportSort("-created"), ExportSort("changed")].randomElement(using: &random) ?? nil
            limit = [nil, 0, 1, 30, 390].randomElement(using: &random) ?? nil
            showsAll = Bool.random(using: &random)
        }

        /// - Parameter mostHeld: Nil to keep all in memory.
        func order(spillingAt mostHeld: Int?, to overflow: MemoryOverflow) throws -> ExportPlaces {
            var order = ExportOrder(group: group, sort: sort, today: ExportTests.facts.today, showsAll: showsAll)
            for (position, listed) in entries.enumerated() {
                order.add(EntryOutline(listed.entry, at: RecordPlace(key: Int64(position))), meeting: nil)
                if let mostHeld, order.heldCount >= mostHeld { try order.spill(to: overflow) }
            }
            return try order.placed(limit: limit)
        }

        func file(_ places: ExportPlaces) throws -> [UInt8] {
            var file: [UInt8] = []
            let writer = Format.markdown.makeWriter(group: group ?? .owner, columns: nil, isRaw: false)
            _ = try Export(ExportTests.facts, places, writer).write(
                reading: { places, body in for place in places { try body(entries[Int(place.key)]) } },
                to: { file += $0 })
            return file
        }
    }

    @Test(arguments: 1...150 as ClosedRange<UInt64>) func spillingChangesNothing(seed: UInt64) throws {
        let list = List(seed: seed)
        let overflow = MemoryOverflow()
        let held = try list.order(spillingAt: nil, to: overflow)
        #expect(overflow.isEmpty)
        let spilled = try list.order(spillingAt: Int(1 + seed % 40), to: overflow)
        #expect(overflow.isEmpty == (list.entries.count < Int(1 + seed % 40)) || list.showsAll)
        #expect(spilled.count == held.count)
        #expect(try list.file(spilled) == list.file(held))
        var places: [[RecordPlace]] = [[], []]
        try held.eachPage { places[0] += $0 }
        try spilled.eachPage { places[1] += $0 }
        #expect(places[0] == places[1])
        #expect(places[0].count == held.count)
        #expect(Set(places[0]).count == held.count)
    }

    @Test func aFailingOverflowEndsTheList() throws {
        let list = List(seed: 2)
        #expect(throws: MemoryOverflow.Full.self) {
            try list.order(spillingAt: 5, to: MemoryOverflow(room: 1000))
        }
    }
}

/// A file that is none.
private final class MemoryOverflow: Overflow {
    struct Full: Error {}

    private let bytes = Mutex<[UInt8]>([])
    private let room: Int

    init(room: Int = .max) {
        self.room = room
    }

    var isEmpty: Bool { bytes.withLock(\.isEmpty) }

    func append(_ more: [UInt8]) throws -> Int {
        try bytes.withLock { bytes in
            guard bytes.count + more.count <= room else { throw Full() }
            bytes += more
            return bytes.count - more.count
        }
    }

    func read(at offset: Int, count: Int) throws -> [UInt8] { bytes.withLock { Array($0[offset..<offset + count]) } }
}
