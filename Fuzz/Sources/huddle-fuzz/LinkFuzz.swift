import HuddleCore
import HuddleWire

/// A text is no link, or is one that says the same after it was written anew.
enum LinkFuzz {
    static func run(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        if let secret = Base64URL.decode(text) {
            precondition(Base64URL.decode(Base64URL.encode(secret)) == secret, "base64url loses")
        }
        guard let link = InvitationLink(text) else { return }
        precondition(link.secret.count == Limits.tokenBytes, "a secret of another length")
        precondition(InvitationLink(link.text) == link, "a link, read, written and read, differs")
    }
}
