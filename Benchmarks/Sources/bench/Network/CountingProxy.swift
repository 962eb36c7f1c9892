import Foundation
import Synchronization

/// Hands bytes on between clients and a server, counts them, and notes how long each exchange took.
///
/// An exchange starts with the first byte of a request and ends with the last byte of its answer: what passes outside of
/// exchanges is the client's own work.
final class CountingProxy: Sendable {
    struct Counts {
        var toServer = 0
        var toClient = 0
        var exchanges = 0
        var exchangeSeconds = 0.0
        fileprivate var began: Double?
        fileprivate var answered: Double?

        fileprivate mutating func endExchange() {
            if let began, let answered { exchangeSeconds += answered - began }
            (began, answered) = (nil, nil)
        }
    }

    let port: UInt16
    private let listener: Int32
    private let server: UInt16
    private let state = Mutex(Counts())

    init(to server: UInt16) throws {
        self.server = server
        (listener, port) = try Sockets.listen()
        Thread { [self] in accept() }.start()
    }

    var url: String { "http://127.0.0.1:\(port)" }

    /// What was counted since this was last asked.
    func takeCounts() -> Counts {
        state.withLock { state in
            state.endExchange()
            defer { state = Counts() }
            return state
        }
    }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func accept() {
        while true {
            let client = Glibc.accept(listener, nil, nil)
            guard client >= 0 else { return }
            guard let upstream = try? Sockets.connect(to: server) else {
                close(client)
                continue
            }
            Sockets.sendAtOnce(client)
            Thread { [self] in pass(from: client, to: upstream, isRequest: true) }.start()
            Thread { [self] in pass(from: upstream, to: client, isRequest: false) }.start()
        }
    }

    private func pass(from source: Int32, to target: Int32, isRequest: Bool) {
        var buffer = [UInt8](repeating: 0, count: 256 * 1024)
        while true {
            let count = read(source, &buffer, buffer.count)
            guard count > 0 else { break }
            note(count, isRequest: isRequest)
            guard Sockets.write(buffer[..<count], to: target) else { break }
        }
        shutdown(target, Int32(SHUT_WR))
        // The descriptors stay until the process ends: the other direction may still use them, and they are few.
    }

    private func note(_ count: Int, isRequest: Bool) {
        let now = Clock.seconds()
        state.withLock { state in
            if isRequest {
                state.toServer += count
                if state.answered != nil { state.endExchange() }
                if state.began == nil {
                    state.began = now
                    state.exchanges += 1
                }
            } else {
                state.toClient += count
                state.answered = now
            }
        }
    }
}
