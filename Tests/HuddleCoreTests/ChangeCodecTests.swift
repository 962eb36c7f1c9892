import HuddleCore
import HuddleTestSupport
import HuddleWire
import Testing

/// Bytes that nobody prescribed.
struct ChangeCodecTests {
    private static let seeds: Range<UInt64> = 0..<2000

    @Test func whatIsWrittenIsReadBack() throws {
        for seed in Self.seeds {
            var source = RandomChanges(seed: seed)
            for arrived in source.set(upTo: 6) {
                let bytes = arrived.change.encoded()
                #expect(try Change(decoding: bytes, hash: Fingerprint.hash128) == arrived.change, "seed \(seed)")
                #expect(try Change(decoding: bytes, hash: Fingerprint.hash128).encoded() == bytes, "seed \(seed)")
            }
        }
    }

    @Test func anyBytesAreReadOrRefusedAndNeverTrap() {
        for seed in Self.seeds {
            var random = SeededRandom(seed: seed)
            let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                UInt8.random(in: random.oneIn(2) ? 0...0x42 : 0...0xff, using: &random)
            }
            expectSteady(bytes, "seed \(seed)")
        }
    }

    @Test func damagedChangesAreReadOrRefusedAndNeverTrap() {
        for seed in Self.seeds {
            var random = SeededRandom(seed: seed)
            var source = RandomChanges(seed: seed)
            for arrived in source.set(upTo: 4) {
                var bytes = arrived.change.encoded()
                for _ in 0..<Int.random(in: 1...4, using: &random) { damage(&bytes, &random) }
                expectSteady(bytes, "seed \(seed)")
            }
        }
    }

    @Test func cellThatIsWrittenTwiceIsNamed() throws {
        let write = Change.Write(FieldName.text, .text("one"))
        var source = RandomChanges(seed: 1)
        var change = source.change(of: RecordID(Digest128(high: 0, low: 1)))
        change.writes = [write, Change.Write(FieldName.details, .text("two")), write]
        let error = #expect(throws: ChangeError.self) {
            try Change(decoding: change.encoded(), hash: Fingerprint.hash128)
        }
        #expect(error == .cellTwice(FieldName.text) && error?.code == "invalid_writes")
        #expect(error?.description == "the cell text is written twice")
    }

    private func damage(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
        guard !bytes.isEmpty else { return }
        let position = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[position] = .random(in: 0...0xff, using: &random)
        case 1: bytes.remove(at: position)
        case 2: bytes.insert(.random(in: 0...0xff, using: &random), at: position)
        default: bytes.removeSubrange(position...)
        }
    }

    /// Bytes that are a change have one meaning, which survives being written anew.
    private func expectSteady(_ bytes: [UInt8], _ seed: Testing.Comment) {
        guard let change = try? Change(decoding: bytes, hash: Fingerprint.hash128) else { return }
        #expect((try? Change(decoding: change.encoded(), hash: Fingerprint.hash128)) == change, seed)
    }
}
