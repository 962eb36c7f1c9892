import HuddleCore

/// Where a server listens, as it tells the other commands: two lines.
struct Listening: Hashable, Sendable {
    /// What people reach it by; it goes into links.
    let reached: ServerURL
    /// On this machine.
    let local: ServerURL

    init(reached: ServerURL, local: ServerURL) {
        self.reached = reached
        self.local = local
    }

    /// Nil for what is no such note.
    init?(_ text: String) {
        let urls = text.split(separator: "\n").compactMap { try? ServerURL(String($0).trimmed, setting: "listening") }
        guard let first = urls.first, let last = urls.last, urls.count <= 2 else { return nil }
        self.init(reached: first, local: last)
    }

    var text: String { "\(reached.text)\n\(local.text)\n" }
}
