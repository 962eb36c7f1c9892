import Foundation

/// A connection to a server on this machine that sends whatever a test wants it to, from an address of this machine.
final class RawConnection {
    private let descriptor: Int32

    /// - Parameter source: Every 127.0.0.0/8 is this machine on Linux.
    init(to address: String, from source: String = "127.0.0.1") throws {
        guard let port = UInt16(address.split(separator: ":").last ?? "") else { throw Broken() }
        #if os(Linux)
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        guard descriptor >= 0, try Self.with(source, port: 0, { bind(descriptor, $0, $1) }) == 0,
            try Self.with("127.0.0.1", port: port, { connect(descriptor, $0, $1) }) == 0
        else { throw Broken() }
    }

    deinit { close(descriptor) }

    /// - Returns: Whether all of it went out.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Self.noSignal)
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Everything until the other side closes the connection, or nothing has come for a while.
    func readToEnd(quietSeconds: Int = 20) -> String {
        var timeout = timeval(tv_sec: quietSeconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var received: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 16_384)
        while case let count = recv(descriptor, &part, part.count, 0), count > 0 { received += part[..<count] }
        return String(decoding: received, as: UTF8.self)
    }

    /// Whether the other side has closed the connection, without waiting for it.
    var isClosed: Bool {
        var byte: UInt8 = 0
        let count = recv(descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
        return count == 0 || (count < 0 && errno != EAGAIN)
    }

    private static let noSignal = Int32(MSG_NOSIGNAL)

    private static func with<Result>(
        _ host: String, port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) throws -> Result {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        guard inet_pton(AF_INET, host, &address.sin_addr) == 1 else { throw Broken() }
        return withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
    }

    struct Broken: Error {}
}
