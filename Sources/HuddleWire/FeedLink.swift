import HuddleCore

/// The link to a feed: `https://host/feeds/SECRET.ics`.
///
/// The secret has to stand in the path, since whatever reads the feed sends nothing else. So no log may hold the path.
package struct FeedLink: Hashable, Sendable {
    /// The server's address, without a slash at the end.
    package let server: String
    package let secret: [UInt8]
    /// What the file's name ends in, which some programs go by.
    package let ending: String

    package init(server: String, secret: [UInt8], ending: String) {
        self.server = String(server.reversed().drop { $0 == "/" }.reversed())
        self.secret = secret
        self.ending = ending
    }

    package var text: String { "\(server)/feeds/\(Base64URL.encode(secret)).\(ending)" }

    /// The secret and the ending in the last part of a link's path, nil for what is none.
    package static func parts(of name: String) -> (secret: [UInt8], ending: String)? {
        let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let secret = Base64URL.decode(parts[0]), secret.count == Limits.tokenBytes else {
            return nil
        }
        return (secret, String(parts[1]))
    }
}
