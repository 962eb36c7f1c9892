import Foundation

/// A server's address as people and links have it, without a slash at the end: `https://huddle.example`.
struct ServerURL: Hashable, Sendable {
    let text: String

    /// - Throws: `CommandError.badSetting`.
    init(_ text: String, setting: String) throws(CommandError) {
        guard let url = URL(string: text), let scheme = url.scheme?.lowercased(), scheme == "http" || scheme == "https",
            let host = url.host(), !host.isEmpty, url.query() == nil, url.fragment() == nil, url.user() == nil
        else {
            throw .badSetting(
                name: setting, value: text,
                wanted: "an address that starts with https:// or http:// and has no ? or #")
        }
        var text = text
        while text.hasSuffix("/") { text.removeLast() }
        self.text = text
    }

    /// What to connect to. Whoever listens on every address of the machine is found at the machine's own.
    var place: (host: String, port: Int, path: String, isSecure: Bool) {
        let url = URL(string: text)
        let isSecure = url?.scheme?.lowercased() == "https"
        let host = (url?.host() ?? "").trimmingPrefix("[")
        let bare = String(host.hasSuffix("]") ? host.dropLast() : host)
        let known = ["0.0.0.0": "127.0.0.1", "::": "::1"]
        return (known[bare] ?? bare, url?.port ?? (isSecure ? 443 : 80), url?.path ?? "", isSecure)
    }

    /// Whether it stands for every address of the machine, and is none that anybody could go to.
    var isWildcard: Bool { ["0.0.0.0", "[::]"].contains { text.contains("://\($0):") } }

    init(_ address: ListenAddress, port: Int, isSecure: Bool) {
        text = (isSecure ? "https://" : "http://") + ListenAddress(host: address.host, port: port).text
    }
}
