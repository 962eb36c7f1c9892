import HuddleCore

/// Carries messages as bytes, in any order, some never, some twice.
struct SimulatedNetwork {
    enum Kind {
        case request
        case reply
        /// The server's refusal of a whole call.
        case problem
    }

    struct Message {
        let kind: Kind
        let client: Int
        /// Which of the client's calls this belongs to.
        let call: Int
        let body: [UInt8]
    }

    private(set) var inFlight: [Message] = []

    mutating func send(_ message: Message, faults: Faults, using random: inout SeededRandom) {
        let lost = message.kind == .request ? faults.lostRequest : faults.lostReply
        if !random.chance(lost) { inFlight.append(message) }
        if random.chance(faults.repeated) { inFlight.append(message) }
    }

    /// Any of the messages under way: each of them may have been overtaken.
    mutating func receive(using random: inout SeededRandom) -> Message? {
        guard !inFlight.isEmpty else { return nil }
        return inFlight.remove(at: Int.random(in: 0..<inFlight.count, using: &random))
    }

    func isUnderWay(client: Int, call: Int) -> Bool {
        inFlight.contains { $0.client == client && $0.call == call }
    }

    mutating func dropAll() {
        inFlight = []
    }
}
