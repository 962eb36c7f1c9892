import Foundation
import HuddleTestSupport
import Synchronization

/// Stands between a client and its server, one call a connection, and spoils what the test says.
final class FaultProxy: Sendable {
    enum Spoiling: Sendable {
        case none
        /// The server gets this many bytes of the call, and then nothing more.
        case cutCall(after: Int)
        /// The client gets this many bytes of the answer.
        case cutAnswer(after: Int)
        /// The server gets the call as often as this; the client gets the last answer.
        case repeated(Int)
        /// The answer waits until `letGo`.
        case held
        /// Another answers: a sign-in page, say.
        case replaced(by: String)
    }

    let address: String
    private let server: UInt16
    private let listener: Int32
    private let spoiling = Mutex(Spoiling.none)
    private let arrived = DispatchSemaphore(value: 0)
    private let gate = DispatchSemaphore(value: 0)

    init(to server: String) throws {
        self.server = server.split(separator: ":").last.flatMap { UInt16($0) } ?? 0
        listener = Socket.make()
        let port = try Socket.listen(listener)
        address = "http://127.0.0.1:\(port)"
        let proxy = self
        Thread {
            // Closed here: were it closed while this thread is about to accept, it would serve the next listener of that number.
            defer { close(proxy.listener) }
            while true {
                let client = accept(proxy.listener, nil, nil)
                // Anything but `stop` passes: a signal, a caller who is gone, a moment without descriptors.
                if client < 0, errno == EINVAL { return }
                if client >= 0 { Thread { proxy.serve(client) }.start() }
            }
        }.start()
    }

    func spoil(_ next: Spoiling) {
        spoiling.withLock { $0 = next }
    }

    /// Waits until an answer is held.
    func waitForHeld() { arrived.wait() }
    func letGo() { gate.signal() }

    /// Called once. No call is accepted from here on.
    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    private func serve(_ client: Int32) {
        defer { close(client) }
        guard let call = Socket.readCall(client) else { return }
        switch spoiling.withLock({ $0 }) {
        case .none: Socket.send(forward(call), to: client)
        case .cutCall(let count): _ = forward(call.prefix(count))
        case .cutAnswer(let count): Socket.send(forward(call).prefix(count), to: client)
        case .repeated(let times):
            var answer = Data()
            for _ in 0..<times { answer = forward(call) }
            Socket.send(answer, to: client)
        case .held:
            let answer = forward(call)
            arrived.signal()
            gate.wait()
            Socket.send(answer, to: client)
        case .replaced(let answer): Socket.send(Data(answer.utf8), to: client)
        }
    }

    /// - Returns: All that the server answers.
    private func forward(_ call: Data) -> Data {
        let socket = Socket.make()
        defer { close(socket) }
        guard Socket.connect(socket, to: server) else { return Data() }
        Socket.send(call, to: socket)
        shutdown(socket, Int32(SHUT_WR))
        return Socket.readAll(socket)
    }
}

/// Blocking sockets on the loopback.
enum Socket {
    #if os(Linux)
        private static let stream = Int32(SOCK_STREAM.rawValue)
    #else
        private static let stream = SOCK_STREAM
    #endif

    static func make() -> Int32 { socket(AF_INET, stream, 0) }

    /// - Returns: The port.
    static func listen(_ socket: Int32) throws -> UInt16 {
        var address = loopback(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withAddress(&address) { bind(socket, $0, length) == 0 && Foundation.listen(socket, 16) == 0 }
        guard isListening, withAddress(&address, { getsockname(socket, $0, &length) == 0 }) else { throw NoPort() }
        return UInt16(bigEndian: address.sin_port)
    }

    static func connect(_ socket: Int32, to port: UInt16) -> Bool {
        var address = loopback(port)
        return withAddress(&address) { Foundation.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 }
    }

    static func send(_ data: Data, to socket: Int32) {
        var rest = data[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.send(socket, $0.baseAddress, $0.count, noSignal) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    static func readAll(_ socket: Int32) -> Data {
        var data = Data()
        while let more = readSome(socket) { data += more }
        return data
    }

    /// A whole call, which asks for its connection to be closed after the answer.
    static func readCall(_ socket: Int32) -> Data? {
        var data = Data()
        let end = Data("\r\n\r\n".utf8)
        while true {
            if let head = data.range(of: end) {
                let lines = String(decoding: data[..<head.lowerBound], as: UTF8.self).split(separator: "\r\n")
                let lengths = lines.compactMap { line in
                    line.lowercased().hasPrefix("content-length:") ? Int(line.dropFirst(15).drop { $0 == " " }) : nil
                }
                if data.count >= head.upperBound + (lengths.first ?? 0) {
                    let others = lines.filter { !$0.lowercased().hasPrefix("connection:") } + ["connection: close"]
                    return Data(others.joined(separator: "\r\n").utf8) + end + data[head.upperBound...]
                }
            }
            guard let more = readSome(socket) else { return nil }
            data += more
        }
    }

    private static func readSome(_ socket: Int32) -> Data? {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        var count = recv(socket, &bytes, bytes.count, 0)
        while count < 0, errno == EINTR { count = recv(socket, &bytes, bytes.count, 0) }
        return count > 0 ? Data(bytes.prefix(count)) : nil
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }

    private static func withAddress<Result>(
        _ address: inout sockaddr_in, _ body: (UnsafeMutablePointer<sockaddr>) -> Result
    ) -> Result {
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1, body)
        }
    }

    #if os(Linux)
        private static let noSignal = Int32(MSG_NOSIGNAL)
    #else
        private static let noSignal: Int32 = 0
    #endif

    struct NoPort: Error {}
}
