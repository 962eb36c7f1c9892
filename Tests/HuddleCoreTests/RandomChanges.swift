import HuddleCore
import HuddleTestSupport
import HuddleWire

/// Changes of a few records as careful, careless and broken clients might write them: small choices everywhere, so that
/// ties, concurrent writes and bases of every sort are frequent.
struct RandomChanges {
    private var random: SeededRandom
    private var written: [Arrived] = []

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    /// A set of which some changes, and some that others name, are missing.
    mutating func set(upTo count: Int) -> [Arrived] {
        let record = Self.derived(1)
        for _ in 0..<Int.random(in: 1...count, using: &random) {
            written.append(Self.arrived(change(of: random.oneIn(8) ? other : record)))
        }
        let isGapless = random.oneIn(2)
        let kept = written.filter { _ in isGapless || !random.oneIn(5) }
        return Set(kept.filter { $0.change.record == record }).sorted { $0.id < $1.id }
    }

    static func arrived(_ change: Change) -> Arrived {
        Arrived(id: ChangeID(Fingerprint.hash128(change.encoded())), change: change)
    }

    private let other = derived(2)

    /// A record that anybody may give birth to.
    private static func derived(_ number: UInt64) -> RecordID {
        RecordID(derivedFrom: [String(number)], .importedOther, hash: Fingerprint.hash128)
    }

    mutating func change(of record: RecordID) -> Change {
        let replica = UInt64.random(in: 1...3, using: &random)
        return Change(
            stamp: Stamp(bits: .random(in: 1...12, using: &random)), replica: ReplicaID(bits: replica),
            index: .random(in: 1...20, using: &random), record: record,
            type: random.oneIn(2) ? nil : random.oneIn(3) ? .unknown("checklist") : .entry, writes: writes(),
            bases: bases(),
            claimed: random.oneIn(6) ? Stamp(bits: .random(in: 1...Stamp.last.bits, using: &random)) : nil)
    }

    private mutating func writes() -> [Change.Write] {
        let names = ["text", "status", "deleted", "tags/a", "tags/b"].compactMap { CellName($0) }
        let chosen = names.shuffled(using: &random).prefix(.random(in: 1...3, using: &random))
        return chosen.map { Change.Write($0, value()) }
    }

    private mutating func value() -> Value {
        switch Int.random(in: 0..<9, using: &random) {
        case 0: .none
        case 1, 2: .text("one")
        case 3: .text("two \u{0}\"\\é🔥")
        case 4, 5: .flag(true)
        case 6: .flag(false)
        case 7: .number(.random(in: .min ... .max, using: &random))
        default: random.oneIn(2) ? .reference(other) : .unknown([0x48, 0x01])
        }
    }

    /// Of changes written before: some, all, none, of any cell and record; and of changes that nobody has.
    private mutating func bases() -> [ChangeID] {
        let share = Int.random(in: 1...4, using: &random)
        var bases = written.filter { _ in random.oneIn(share) }.map(\.id)
        if random.oneIn(5) { bases = [] }
        if random.oneIn(8) {
            bases.append(ChangeID(Digest128(high: 0, low: .random(in: 1...3, using: &random))))
        }
        if random.oneIn(8), let twice = bases.first { bases.append(twice) }
        return bases
    }
}
