/// What can go wrong in a simulation. The texts are what `simulate --faults` takes.
package enum Fault: String, CaseIterable, Sendable {
    // Of messages.
    case lostRequest = "lost-request"
    case lostReply = "lost-reply"
    case repeated
    /// Messages overtake each other; otherwise they arrive in their order.
    case reordered
    /// Somebody gives up waiting while the message is still under way: it arrives later all the same.
    case delayed

    // Of machines.
    /// A client is cut off for a while.
    case partition
    /// A program dies between two steps; what was stored stays.
    case crash
    /// A program, the server's too, dies in a transaction, after its work and before the commit.
    case crashInTransaction = "crash-in-transaction"
    /// A clock is ahead, behind, stuck, or a year off.
    case clock
    /// A client's disk is cloned, and both go on.
    case clone
    /// A client goes on from an older copy of its disk.
    case clientRestored = "client-restored"
    /// The server goes on from an older copy, by hand: nothing is under way then.
    case serverRestored = "server-restored"
    /// The server's files are swapped for older ones, and nobody is told.
    case serverSwapped = "server-swapped"
    case serverEmptied = "server-emptied"
    /// The server's clock is ahead, behind, stuck, or a year off; what it took then stays.
    case serverClock = "server-clock"

    // Of people and programs.
    /// Part of what one client holds is handed to another, in any order.
    case bundle
    /// A client of a newer version writes types, fields and values that nobody knows.
    case newer
    /// A device is revoked; after a while its owner is invited anew.
    case revoked
    /// A member may only read, for a while.
    case readOnly = "read-only"
    /// The server takes little or nothing more, for a while.
    case quota
    /// A change that the server must refuse lies among good ones.
    case poison
    /// Deletes, against edits that they have not seen.
    case deletes
    /// Many write to the same few records, and nobody resolves.
    case conflicts
    /// People take back what they did last.
    case undo

    /// Whether it came after seeds had been run by the hundred thousand: without it, each is what it was.
    var isDrawnAside: Bool { self == .serverClock }

    fileprivate func rate(using random: inout SeededRandom) -> Double? {
        let isOn = random.chance(0.6)
        let rate = Double.random(in: 0...greatestRate, using: &random)
        return isOn ? rate : nil
    }

    /// The most that a seed may draw: of a message, of a step, or of a write.
    var greatestRate: Double {
        switch self {
        case .lostRequest, .lostReply, .repeated: 0.3
        case .reordered: 1
        case .delayed: 0.2
        case .partition: 0.02
        case .crash: 0.03
        case .crashInTransaction: 0.1
        case .clock: 0.03
        case .clone: 0.006
        case .clientRestored: 0.01
        case .serverRestored, .serverSwapped: 0.008
        case .serverEmptied: 0.004
        case .serverClock: 0.02
        case .bundle: 0.03
        case .newer: 0.3
        case .revoked, .readOnly, .quota: 0.02
        case .poison: 0.05
        case .deletes: 0.3
        case .conflicts: 1
        case .undo: 0.05
        }
    }
}

/// How often what goes wrong in one simulation, drawn by its seed: some are calm and some are wild.
package struct FaultRates: Sendable {
    private var rates: [Fault: Double] = [:]

    static let none = FaultRates()

    private init() {}

    /// - Parameter allowed: Those that may happen at all. What is left out changes nothing in the others' rates.
    package init(allowed: Set<Fault>, using random: inout SeededRandom) {
        var aside = random.aside()
        for fault in Fault.allCases {
            let rate = fault.isDrawnAside ? fault.rate(using: &aside) : fault.rate(using: &random)
            if let rate, allowed.contains(fault) { rates[fault] = rate }
        }
    }

    func mayStrike(_ fault: Fault) -> Bool { rates[fault] != nil }

    /// Draws from `random` whatever the rate is, so that turning a fault off moves nothing else.
    func strikes(_ fault: Fault, _ random: inout SeededRandom) -> Bool {
        random.chance(rates[fault] ?? 0)
    }
}
