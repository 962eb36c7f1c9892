import HuddleCore
import HuddleTestSupport
import HuddleWire
import Testing

struct GzipTests {
    private static let text = String(repeating: "The valve leaks again. ", count: 3).dropLast() + "\n"
    /// What `gzip -n -9` makes of the text.
    private static let packed =
        "1f8b08000000000002030bc94855284bcc294b55c8494dcc2e56484c4fccccd353082145980b0067"
        + "d26a9145000000"

    @Test(arguments: [0, 1, 100, 4096, 70_000, 1_000_000])
    func whatWasPackedIsUnpacked(count: Int) throws {
        var random = SeededRandom(seed: UInt64(count))
        let alike = (0..<count).map { UInt8(truncatingIfNeeded: $0 / 7) }
        let unlike = (0..<count).map { _ in UInt8.random(in: 0...0xff, using: &random) }
        for bytes in [alike, unlike] {
            for level: Int32 in [1, 6, 9] {
                let packed = Gzip.compress(bytes, level: level)
                #expect(try Gzip.decompress(packed, limit: count) == bytes)
            }
        }
    }

    @Test(arguments: [
        packed,
        // With a name and a time in its header, as `gzip -N -1` writes it.
        "1f8b0808205a016b0403742e747874000bc94855284bcc294b55c8494dcc2e56484c4fccccd35308"
            + "2145980b0067d26a9145000000",
    ])
    func whatGzipPackedIsUnpacked(digits: String) throws {
        let bytes = try #require(Hex.decode(digits))
        #expect(try Gzip.decompress(bytes, limit: 1000) == Array(Self.text.utf8))
    }

    @Test func nothingPackedByGzipIsNothing() throws {
        let bytes = try #require(Hex.decode("1f8b080000000000000303000000000000000000"))
        #expect(try Gzip.decompress(bytes, limit: 0).isEmpty)
    }

    @Test func theLimitHoldsToTheByte() throws {
        let bytes = try #require(Hex.decode(Self.packed))
        let count = Self.text.utf8.count
        #expect(try Gzip.decompress(bytes, limit: count).count == count)
        #expect(throws: WireError.tooLarge(limit: count - 1)) { try Gzip.decompress(bytes, limit: count - 1) }
        #expect(throws: WireError.tooLarge(limit: 0)) { try Gzip.decompress(bytes, limit: 0) }
    }

    /// 64 MiB of zeros in 64 KiB. Unpacking ends within one step beyond the limit: were it otherwise, a cut bomb would
    /// be found to be cut.
    @Test func aBombIsRefusedWhileItIsUnpacked() {
        let bomb = Gzip.compress([UInt8](repeating: 0, count: 64 * 1024 * 1024), level: 9)
        #expect(bomb.count < 128 * 1024)
        for bytes in [bomb, Array(bomb.prefix(bomb.count / 2))] {
            #expect(throws: WireError.tooLarge(limit: Limits.syncRequestBytes)) {
                try Gzip.decompress(bytes, limit: Limits.syncRequestBytes)
            }
        }
    }

    @Test func aCutStreamIsRefusedWhereverItIsCut() throws {
        let bytes = try #require(Hex.decode(Self.packed))
        for count in bytes.indices {
            #expect(throws: WireError.notGzip, "cut at \(count)") {
                try Gzip.decompress(Array(bytes.prefix(count)), limit: 1000)
            }
        }
    }

    @Test func whatStandsBehindAStreamIsRefused() throws {
        let bytes = try #require(Hex.decode(Self.packed))
        for garbage in [[0], Array("{}".utf8), bytes] {
            #expect(throws: WireError.notGzip) { try Gzip.decompress(bytes + garbage, limit: 1000) }
        }
    }

    @Test func otherBytesAreRefused() throws {
        let plain = Array(Self.text.utf8)
        let gzip = try #require(Hex.decode(Self.packed))
        // zlib's own form and bare deflate are not gzip.
        let zlib = [0x78, 0x9c] + gzip.dropFirst(10)
        for bytes in [plain, zlib, Array(gzip.dropFirst(10)), [UInt8](repeating: 0x1f, count: 40)] {
            #expect(throws: WireError.notGzip) { try Gzip.decompress(bytes, limit: 1000) }
        }
    }

    /// Its check sum and length guard a stream: what is unpacked at all is what was packed.
    @Test func aDamagedStreamIsRefusedOrHarmless() throws {
        let bytes = try #require(Hex.decode(Self.packed))
        for position in bytes.indices {
            for bit in 0..<8 {
                var damaged = bytes
                damaged[position] ^= 1 << UInt8(bit)
                guard let unpacked = try? Gzip.decompress(damaged, limit: 1000) else { continue }
                #expect(unpacked == Array(Self.text.utf8), "bit \(bit) of byte \(position)")
            }
        }
    }
}
