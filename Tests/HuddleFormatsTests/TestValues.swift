import HuddleCore

/// A 128-bit hash that is good enough to tell test contents apart.
/// Source: Fowler, Noll, Vo, FNV-1a, 64 bits, twice with different starts.
let testHash: Hash128 = { bytes in
    func fnv(_ start: UInt64) -> UInt64 {
        bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    }
    return Digest128(high: fnv(0xcbf2_9ce4_8422_2325), low: fnv(0x8422_2325_cbf2_9ce4))
}

func shortHash(_ text: String) -> String {
    String(text.utf8.reduce(0x811c_9dc5 as UInt32) { ($0 ^ UInt32($1)) &* 0x0100_0193 }, radix: 16)
}

func id(_ number: UInt64) -> RecordID {
    RecordID(Digest128(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0000 | number))
}

func at(_ seconds: Int64) -> WallTime { WallTime(milliseconds: 1_795_250_000_000 + seconds * 1000) }

func projection(
    _ number: UInt64, type: RecordType = .entry, created: Int64 = 0, fields: [(String, Value)],
    conflicts: [CellName] = [], presence: Record.Presence = .present
) -> Projection {
    let cells = fields.map { Projection.Field(CellName($0.0)!, $0.1) }.sorted { $0.name < $1.name }
    return Projection(
        id: id(number), type: type, created: at(created), changed: at(created + 60), author: ReplicaID(bits: 7),
        presence: presence, fields: cells, conflicts: conflicts)
}

func listed(
    _ number: UInt64, created: Int64 = 0, owners: [String] = [], _ fields: [(String, Value)],
    askedBy: String? = nil, meeting: Meeting? = nil, conflicts: [CellName] = [], settled: Bool = true
) -> ListedEntry {
    let sets = owners.compactMap { CellName(FieldName.owners, element: $0) }.map { ($0.text, Value.flag(true)) }
    let entry = Entry(projection(number, created: created, fields: fields + sets, conflicts: conflicts))
    return ListedEntry(
        entry: entry, shortID: String(ShortID(entry.id).letters().suffix(4)), askedBy: askedBy, meeting: meeting,
        settled: settled)
}

func action(_ text: String, due: String? = nil) -> [(String, Value)] {
    [("kind", .text("action")), ("text", .text(text))] + (due.map { [("due", .text($0))] } ?? [])
}

/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014), SplitMix64.
struct SeededRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// Text of any Unicode scalars, with many that mean something to some format.
    mutating func text(upTo count: Int = 24) -> String {
        let active = Array(
            "\\`*_{}[]()<>#+-.!|~&=:@^$'\"/,; \n\r\t\0\u{1b}\u{7f}\u{85}\u{2028}\u{202e}\u{feff}\u{301}0129wWx"
                .unicodeScalars)
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...count, using: &self) {
            switch Int.random(in: 0..<10, using: &self) {
            case 0..<6: text.append(active.randomElement(using: &self)!)
            case 6..<8: text.append(Unicode.Scalar(UInt8.random(in: 0x20...0x7e, using: &self)))
            default: if let any = Unicode.Scalar(UInt32.random(in: 0...0x10ffff, using: &self)) { text.append(any) }
            }
        }
        return String(text)
    }
}
