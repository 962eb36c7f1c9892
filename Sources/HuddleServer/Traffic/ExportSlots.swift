package import HuddleCore
package import HuddleWire
import Synchronization

/// How many exports are being written, of each member and in all: each keeps its order in memory for as long as its caller reads.
package final class ExportSlots: Sendable {
    /// Gives the place back to the others when it is gone.
    package final class Slot: Sendable {
        private let slots: ExportSlots
        private let member: RecordID

        fileprivate init(_ slots: ExportSlots, _ member: RecordID) {
            self.slots = slots
            self.member = member
        }

        deinit {
            slots.leave(member)
        }
    }

    private let counts = Mutex<[RecordID: Int]>([:])

    package init() {}

    /// - Throws: `Problem` with `.tooManyRequests` or `.unavailable`.
    package func take(by member: RecordID) throws(Problem) -> Slot {
        let (own, total) = counts.withLock { counts in
            let (own, total) = (counts[member, default: 0], counts.values.reduce(0, +))
            if own < Limits.exportsPerAccount, total < Limits.exportsAtOnce { counts[member] = own + 1 }
            return (own, total)
        }
        guard own < Limits.exportsPerAccount else {
            throw Problem(.tooManyRequests, "this member has \(own) exports open", retryAfterSeconds: 5)
        }
        guard total < Limits.exportsAtOnce else {
            throw Problem(.unavailable, "\(total) exports are being written", retryAfterSeconds: 5)
        }
        return Slot(self, member)
    }

    private func leave(_ member: RecordID) {
        counts.withLock { counts in
            let count = counts[member, default: 1] - 1
            counts[member] = count == 0 ? nil : count
        }
    }
}
