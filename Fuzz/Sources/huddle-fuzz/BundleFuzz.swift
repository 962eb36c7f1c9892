import HuddleCore
import HuddleWire

/// A bundle is refused whole, or holds what it says.
enum BundleFuzz {
    /// What the file starts with, once unpacked.
    private static let magic = Array("huddle bundle 1\n".utf8)

    static func run(_ bytes: [UInt8]) {
        check(bytes)
        // No mutation finds the checksum, so it is given.
        let content = magic + bytes
        check(Gzip.compress(content + TokenHash.of(content), level: 1))
    }

    private static func check(_ file: [UInt8]) {
        let bundle: ChangeBundle
        do throws(BundleError) {
            bundle = try ChangeBundle(decoding: file)
        } catch {
            precondition(!error.description.isEmpty, "a refusal without a reason")
            return
        }
        guard let written = try? bundle.encoded() else { return }
        precondition((try? ChangeBundle(decoding: written)) == bundle, "a bundle, read, written and read, differs")
    }
}
