import HTTPTypes
import HuddleCore
import HuddleWire
import Hummingbird

extension Request {
    /// The token of `Authorization: Bearer …` (RFC 6750), nil where there is none that could be ours.
    var bearerToken: [UInt8]? {
        guard let field = headers[.authorization] else { return nil }
        let parts = field.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer",
            let token = Base64URL.decode(String(parts[1]).trimmed), token.count == Limits.tokenBytes
        else { return nil }
        return token
    }
}
