import Foundation
import HuddleCore
import HuddleWire
import Hummingbird

extension ServerContext {
    /// The id that an address names: a UUID, or its 16 bytes in base64 as the messages' JSON has them.
    ///
    /// Nil where it is neither, so that it is answered like one that does not exist.
    func identifier(_ name: String) -> RecordID? {
        guard let text = parameters.get(name) else { return nil }
        if let id = RecordID(text) { return id }
        let plain = (text.removingPercentEncoding ?? text).replacing("+", with: "-").replacing("/", with: "_")
        guard plain.utf8.count <= Self.base64Letters, let bytes = Base64URL.decode(plain.prefix { $0 != "=" }) else {
            return nil
        }
        return Digest128(exactly: bytes).map { RecordID($0) }
    }

    /// What 16 bytes take, padded.
    private static let base64Letters = 24
}
