import HuddleCore

/// What happened in a simulation, and a hash of it: the same seed gives the same hash on any machine.
package struct Trace: Sendable {
    package private(set) var lines: [String] = []
    package private(set) var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    private let keepsLines: Bool
    /// The event at hand; -1 once faults have stopped.
    package private(set) var step = -1

    init(keepsLines: Bool) {
        self.keepsLines = keepsLines
    }

    mutating func begin(step: Int) {
        self.step = step
        mix(UInt64(bitPattern: Int64(step)))
    }

    /// - Parameters:
    ///   - client: Nil for the server, or the world.
    ///   - value: What tells this event from others of its kind. It goes into the hash; the detail does not.
    mutating func note(_ client: Int?, _ event: String, _ value: UInt64, _ detail: @autoclosure () -> String = "") {
        for byte in event.utf8 { mix(UInt64(byte)) }
        mix(UInt64(client ?? 255))
        mix(value)
        guard keepsLines else { return }
        let who = client.map { "client \($0)" } ?? "server"
        let when = step < 0 ? "heal" : "\(step)"
        lines.append("\(when): \(who) \(event) \(detail())")
    }

    mutating func mix(_ id: Digest128) {
        mix(id.high)
        mix(id.low)
    }

    /// FNV-1a, eight bytes at a time.
    private mutating func mix(_ value: UInt64) {
        hash = (hash ^ value) &* 0x0000_0100_0000_01b3
        hash ^= hash >> 29
    }
}

extension ChangeID {
    /// Enough of it to tell changes apart in a trace.
    var short: String { String(hex.prefix(8)) }
}
