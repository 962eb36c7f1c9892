import HuddleCore

/// Carries messages as bytes, in any order, some never, some twice.
struct SimulatedNetwork {
    enum Kind {
        case request
        case comparison
        case reply
        case compared
        /// The server's refusal of a whole call.
        case problem

        var isFromClient: Bool {
            switch self {
            case .request, .comparison: true
            case .reply, .compared, .problem: false
            }
        }
    }

    struct Message {
        let kind: Kind
        let client: Int
        /// Which of the client's calls this belongs to.
        let call: Int
        /// What the client showed when it called.
        let token: [UInt8]
        let body: [UInt8]
    }

    private(set) var inFlight: [Message] = []

    mutating func send(_ message: Message, _ rates: FaultRates, _ random: inout SeededRandom) {
        if !rates.strikes(message.kind.isFromClient ? .lostRequest : .lostReply, &random) { inFlight.append(message) }
        if rates.strikes(.repeated, &random) { inFlight.append(message) }
    }

    mutating func receive(_ rates: FaultRates, _ random: inout SeededRandom) -> Message? {
        guard !inFlight.isEmpty else { return nil }
        let isOvertaken = rates.strikes(.reordered, &random)
        let position = Int.random(in: 0..<inFlight.count, using: &random)
        return inFlight.remove(at: isOvertaken ? position : 0)
    }

    func isUnderWay(client: Int, call: Int) -> Bool {
        inFlight.contains { $0.client == client && $0.call == call }
    }

    mutating func dropAll() {
        inFlight = []
    }
}
