package import HuddleCore
package import HuddleWire
import Synchronization

/// How many lists are being written, for each member or feed and in all: each keeps its order in memory for as long as its caller
/// reads.
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

    private let perKey: Int
    private let total: Int

    package init(perKey: Int = Limits.exportsPerAccount, total: Int = Limits.exportsAtOnce) {
        self.perKey = perKey
        self.total = total
    }

    /// - Throws: `Problem` with `.tooManyRequests` or `.unavailable`.
    package func take(by member: RecordID) throws(Problem) -> Slot {
        let (own, all) = counts.withLock { counts in
            let (own, all) = (counts[member, default: 0], counts.values.reduce(0, +))
            if own < perKey, all < total { counts[member] = own + 1 }
            return (own, all)
        }
        guard own < perKey else {
            throw Problem(.tooManyRequests, "\(own) of these are being read already", retryAfterSeconds: 5)
        }
        guard all < total else {
            throw Problem(.unavailable, "\(all) lists are being read", retryAfterSeconds: 5)
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
