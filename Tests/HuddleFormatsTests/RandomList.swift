import HuddleCore
import HuddleFormats
import Synchronization

/// Some entries under several headings, many of them equal in what they are sorted by.
struct RandomList {
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

    /// All of more entries than are formatted together.
    static var long: RandomList {
        var seed: UInt64 = 1
        while true {
            let list = RandomList(seed: seed)
            if list.limit == nil, list.entries.count > 350 { return list }
            seed += 1
        }
    }

    /// - Parameter mostHeld: Nil to keep all in memory.
    func order(spillingAt mostHeld: Int?, to overflow: MemoryOverflow = MemoryOverflow()) throws -> ExportPlaces {
        var order = ExportOrder(group: group, sort: sort, today: ExportTests.facts.today, showsAll: showsAll)
        for (position, listed) in entries.enumerated() {
            order.add(EntryOutline(listed.entry, at: RecordPlace(key: Int64(position))), meeting: nil)
            if let mostHeld, order.heldCount >= mostHeld { try order.spill(to: overflow) }
        }
        return try order.placed(limit: limit)
    }

    func writer(_ format: Format) -> any ExportWriter {
        format.makeWriter(group: group ?? .owner, columns: nil, isRaw: false)
    }

    func file(_ format: Format, _ places: ExportPlaces) throws -> [UInt8] {
        var file: [UInt8] = []
        _ = try WholeExport(ExportTests.facts, places, writer(format)).write(
            reading: { places, body in for place in places { try body(self[place]) } }, to: { file += $0 })
        return file
    }

    subscript(place: RecordPlace) -> ListedEntry { entries[Int(place.key)] }
}

/// A file that is none.
final class MemoryOverflow: Overflow {
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
