import Foundation

/// Tells systemd how the server is, where it was started by it: ready, stopping, alive.
/// Source: sd_notify(3), sd_watchdog_enabled(3).
struct ServiceManager: Sendable {
    /// A socket in the file system, or with a zero byte in front one in Linux's own name space. Nil where nobody wants to know.
    private let socket: [UInt8]?
    /// Whether it wants to hear now and then that the server lives.
    private let watches: Bool

    init(_ variables: [String: String]) {
        let path = variables["NOTIFY_SOCKET"].map { Array($0.utf8) }
        socket = path.flatMap { path in
            switch path.first {
            case UInt8(ascii: "/"): path
            case UInt8(ascii: "@"): [0] + path.dropFirst()
            default: nil
            }
        }
        let isMeant = variables["WATCHDOG_PID"].map { $0 == "\(getpid())" } ?? true
        watches = isMeant && variables["WATCHDOG_USEC"].flatMap { UInt64($0) } ?? 0 > 0
    }

    func ready(at address: String) {
        say("READY=1\nSTATUS=Listening on \(address)")
    }

    func stopping() {
        say("STOPPING=1\nSTATUS=Finishing open requests")
    }

    /// The server answers its own questions.
    func alive() {
        if watches { say("WATCHDOG=1") }
    }

    func reloads(_ body: () -> Void) {
        // Foundation reads CLOCK_MONOTONIC, which is the one that is wanted.
        let now = UInt64(ProcessInfo.processInfo.systemUptime * 1_000_000)
        say("RELOADING=1\nMONOTONIC_USEC=\(now)")
        body()
        say("READY=1")
    }

    /// A manager that does not listen is its own affair.
    private func say(_ text: String) {
        guard let socket else { return }
        var address = sockaddr_un()
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard socket.count < room else { return }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: socket) }
        #if os(Linux)
            let descriptor = Foundation.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        #else
            let descriptor = Foundation.socket(AF_UNIX, SOCK_DGRAM, 0)
        #endif
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        // A name in Linux's own name space ends where its length says.
        let nameBytes = socket.count + (socket.first == 0 ? 0 : 1)
        let length = MemoryLayout.offset(of: \sockaddr_un.sun_path).map { $0 + nameBytes } ?? 0
        let bytes = Array(text.utf8)
        _ = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, socklen_t(length))
            }
        }
    }
}
