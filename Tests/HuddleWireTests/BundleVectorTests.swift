import Foundation
import HuddleCore
import HuddleWire
import Testing

/// Bundles, as `Protocol/vectors` prescribes them.
struct BundleVectorTests {
    @Test(arguments: try BundleVector.all())
    func bundlesAreReadOrRefusedAsTheVectorsSay(vector: BundleVector) throws {
        let bundle: ChangeBundle
        do throws(BundleError) {
            bundle = try ChangeBundle(decoding: vector.file.bytes)
        } catch {
            #expect(vector.error == Self.word(error), "\(error)")
            return
        }
        #expect(vector.error == nil)
        #expect(bundle == vector.value?.bundle)
        if let unpacked = vector.unpacked?.bytes {
            #expect(try Gzip.decompress(bundle.encoded(), limit: Limits.bundleBytes) == unpacked)
        }
    }

    @Test func everyReasonHasAVector() throws {
        #expect(Set(try BundleVector.all().compactMap(\.error)) == ["not_a_bundle", "newer_version", "damaged"])
    }

    private static func word(_ error: BundleError) -> String {
        switch error {
        case .notABundle: "not_a_bundle"
        case .newerVersion: "newer_version"
        case .damaged: "damaged"
        case .tooLarge: "too_large"
        }
    }
}

/// One vector of `bundles.json`.
struct BundleVector: Decodable, Sendable, CustomTestStringConvertible {
    struct Content: Decodable, Sendable {
        let space: Digits
        let spaceName: String
        let written: String
        let changes: [Digits]

        var bundle: ChangeBundle? {
            guard let space = Digest128(exactly: space.bytes), let written = Int64(written) else { return nil }
            return ChangeBundle(
                space: RecordID(space), spaceName: spaceName, written: WallTime(milliseconds: written),
                changes: changes.map(\.bytes))
        }
    }

    let name: String
    let file: Parts
    let unpacked: Parts?
    let error: String?
    let value: Content?

    var testDescription: String { name }

    static func all() throws -> [BundleVector] {
        struct File: Decodable { let vectors: [BundleVector] }
        let data = try Data(contentsOf: ProtocolFolder.file("vectors/bundles.json"))
        return try JSONDecoder().decode(File.self, from: data).vectors
    }
}
