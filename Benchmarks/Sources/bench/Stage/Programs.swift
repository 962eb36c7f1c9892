import Foundation

/// The programs that are measured, and those that they are measured beside.
struct Programs {
    let huddle: String
    let server: String
    private let tools: String

    init(huddle: String, server: String) throws {
        self.huddle = huddle
        self.server = server
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        tools = String(own.prefix(upTo: own.lastIndex(of: "/") ?? own.endIndex))
    }

    /// A program of this package.
    func tool(_ name: String) -> String { tools + "/" + name }

    /// Nil where it is not installed. Servers are often where no user's search path leads.
    static func installed(_ name: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let folders: [String] = path.split(separator: ":").map(String.init) + ["/usr/sbin"]
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
