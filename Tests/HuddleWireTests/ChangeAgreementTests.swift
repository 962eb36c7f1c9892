import Foundation
import HuddleCore
import HuddleTestSupport
import HuddleWire
import SwiftProtobuf
import Testing

/// The codec of changes, which is written by hand, against the one that protobuf's compiler writes.
struct ChangeAgreementTests {
    private static let seeds: Range<UInt64> = 0..<1500

    @Test func bothReadTheSameAndWriteTheSame() throws {
        for seed in Self.seeds {
            var source = ChangeSource(seed: seed)
            let change = source.change()
            let bytes = change.encoded()
            let proto = try ProtoChange(serializedBytes: bytes)
            #expect(change == proto, "seed \(seed)")
            #expect(try proto.serializedBytes() == bytes, "seed \(seed)")
            #expect(try Change(decoding: bytes, hash: Fingerprint.hash128) == change, "seed \(seed)")
        }
    }

    /// The codec is the stricter one: it takes nothing that protobuf would not.
    @Test func whatTheCodecTakesProtobufReadsAlike() throws {
        var taken = 0
        for seed in Self.seeds {
            var source = ChangeSource(seed: seed)
            let plain = source.change().encoded()
            for _ in 0..<20 {
                let bytes = source.mutated(plain)
                guard let change = try? Change(decoding: bytes, hash: Fingerprint.hash128) else { continue }
                taken += bytes == plain ? 0 : 1
                guard let proto = try? ProtoChange(serializedBytes: bytes) else {
                    Issue.record("protobuf refuses \(Hex.encode(bytes)), seed \(seed)")
                    continue
                }
                #expect(change == proto, "\(Hex.encode(bytes)), seed \(seed)")
            }
        }
        #expect(taken > 5000, "too few mutations are changes still, for this to mean anything")
    }
}

/// Whether both codecs read the same fields.
private func == (change: Change, proto: ProtoChange) -> Bool {
    var bases: [UInt8] = []
    for base in change.bases { base.digest.append(to: &bases) }
    return change.stamp.bits == proto.stamp && change.replica.bits == proto.replica && change.index == proto.index
        && (proto.record.isEmpty ? change.isBirth : change.record.digest.bytes == Array(proto.record))
        && (change.type?.name ?? "") == proto.type
        && bases == Array(proto.bases) && (change.claimed?.bits ?? 0) == proto.claimed
        && change.writes.count == proto.writes.count && zip(change.writes, proto.writes).allSatisfy { $0 == $1 }
}

private func == (write: Change.Write, proto: ProtoWrite) -> Bool {
    guard write.cell.text.utf8.elementsEqual(proto.cell.utf8) else { return false }
    return switch (write.value, proto.value) {
    case (.none, nil): proto.unknownFields.data.isEmpty
    case (.unknown(let fields), nil): fields == Array(proto.unknownFields.data)
    case (.text(let text), .text(let other)): text.utf8.elementsEqual(other.utf8)
    case (.flag(let flag), .flag(let other)): flag == other
    case (.number(let number), .number(let other)): number == other
    case (.reference(let id), .reference(let other)): id.digest.bytes == Array(other)
    case (.none, _), (.unknown, _), (.text, _), (.flag, _), (.number, _), (.reference, _): false
    }
}

/// Changes with everything in them that a change may hold, and what may become of their bytes.
private struct ChangeSource {
    private var random: SeededRandom

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    mutating func change() -> Change {
        let names = ["text", "due-date", "deleted", "tags/a", "tags/größe/😀", "a" + String(repeating: "9", count: 31)]
        let cells = names.compactMap { CellName($0) }.shuffled(using: &random).prefix(random.pick([1, 1, 2, 5]))
        let count = random.pick([0, 0, 1, 2, 40])
        let (stamp, claimed) = (stamp(), random.chance(0.3) ? stamp() : nil)
        let replica = ReplicaID(bits: .random(in: 1...UInt64.max, using: &random))
        let index: UInt64 = random.pick([1, 127, 128, .max])
        let type: RecordType = random.chance(0.7) ? .entry : .unknown("checklist-2")
        let writes = cells.map { Change.Write($0, value()) }
        let bases = (0..<count).map { _ in ChangeID(digest()) }
        if random.chance(0.3) {
            return .birth(
                stamp: stamp, replica: replica, index: index, type: type, writes: writes, bases: bases,
                claimed: claimed, hash: Fingerprint.hash128)
        }
        let isDerived = random.chance(0.5)
        let imported = RecordID(derivedFrom: ["\(digest())"], .importedOther, hash: Fingerprint.hash128)
        return Change(
            stamp: stamp, replica: replica, index: index, record: isDerived ? imported : RecordID(digest()),
            type: isDerived ? type : nil, writes: writes, bases: bases, claimed: claimed)
    }

    /// Damage of one or a few bytes; or something that is well formed and new, in front or behind.
    mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        switch Int.random(in: 0..<5, using: &random) {
        case 0: for _ in 0..<Int.random(in: 1...3, using: &random) { damage(&bytes) }
        case 1: bytes += field()
        case 2: bytes = field() + bytes
        case 3: bytes += write([0x0a, 1, .random(in: 0x60...0x7b, using: &random)] + field() + field())
        default: bytes += write(field() + [0x0a, 3] + Array("n/x".utf8) + field())
        }
        return bytes
    }

    private func write(_ fields: [UInt8]) -> [UInt8] { [0x32] + lengthDelimited(fields) }

    private mutating func damage(_ bytes: inout [UInt8]) {
        let position = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[position] = .random(in: 0...0xff, using: &random)
        case 1: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2: bytes.insert(.random(in: 0...0xff, using: &random), at: position)
        default: if bytes.count > 1 { bytes.remove(at: position) }
        }
    }

    /// A field of any number and type, known ones too; now and then with more bytes in its tag than it needs.
    private mutating func field() -> [UInt8] {
        let number = random.pick([1, 2, 3, 4, 5, 7, 8, 9, 100, (1 << 29) - 1] as [UInt64])
        let type = random.pick([0, 1, 2, 5] as [UInt64])
        let tag = varint(number << 3 | type, padding: random.chance(0.1) ? 1 : 0)
        switch type {
        case 0: return tag + varint(random.pick([0, 1, 2, 300, .max]), padding: random.pick([0, 0, 1, 3]))
        case 1: return tag + (0..<8).map { _ in UInt8.random(in: 0...0xff, using: &random) }
        case 5: return tag + (0..<4).map { _ in UInt8.random(in: 0...0xff, using: &random) }
        default:
            let count = random.pick([0, 1, 16, 32, 200])
            return tag + lengthDelimited([UInt8](repeating: 0x61, count: count))
        }
    }

    private func lengthDelimited(_ content: [UInt8]) -> [UInt8] {
        varint(UInt64(content.count), padding: 0) + content
    }

    /// No longer than ten bytes, whatever the padding.
    private func varint(_ value: UInt64, padding: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = value
        repeat {
            bytes.append(UInt8(truncatingIfNeeded: rest & 0x7f) | 0x80)
            rest >>= 7
        } while rest > 0
        bytes += [UInt8](repeating: 0x80, count: min(padding, 10 - bytes.count))
        bytes[bytes.count - 1] &= 0x7f
        return bytes
    }

    private mutating func value() -> Value {
        switch Int.random(in: 0..<7, using: &random) {
        case 0: .none
        case 1: .text("")
        case 2: .text(random.text())
        case 3: .flag(random.chance(0.5))
        case 4: .number(random.pick([0, -1, 63, 64, .min, .max]))
        case 5: .reference(RecordID(digest()))
        default: .unknown([0x31, 1, 2, 3, 4, 5, 6, 7, 8] + (random.chance(0.5) ? [0x4a, 1, 0xff] : []))
        }
    }

    private mutating func stamp() -> Stamp {
        Stamp(bits: random.pick([1, Stamp.last.bits, .random(in: 1...Stamp.last.bits, using: &random)]))
    }

    private mutating func digest() -> Digest128 {
        Digest128(high: random.next(), low: random.next())
    }
}
