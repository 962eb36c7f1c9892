import HuddleCore
import HuddleWire
import Synchronization

/// How much all bodies that are being received may hold together.
package final class BodyBudget: Sendable {
    private let limit: Int
    private let held = Mutex(0)
    private let received = Mutex<UInt64>(0)

    package init(bytes limit: Int = Limits.bodiesBytes) {
        self.limit = limit
    }

    var heldBytes: Int { held.withLock { $0 } }

    /// Of all bodies since the start, packed where they were.
    var receivedBytes: UInt64 { received.withLock { $0 } }

    /// One body's part of it, given back when nobody holds this any more.
    final class Share: Sendable {
        private let budget: BodyBudget
        private let bytes = Mutex(0)

        init(of budget: BodyBudget) {
            self.budget = budget
        }

        /// - Throws: `Problem` with `.unavailable`, where there is no more.
        func take(_ count: Int) throws(Problem) {
            let isThere = budget.held.withLock { held in
                guard held + count <= budget.limit else { return false }
                held += count
                return true
            }
            guard isThere else {
                throw Problem(.unavailable, "too much is being received at once", retryAfterSeconds: 5)
            }
            bytes.withLock { $0 += count }
            budget.received.withLock { $0 += UInt64(count) }
        }

        deinit {
            let count = bytes.withLock { $0 }
            budget.held.withLock { $0 -= count }
        }
    }
}
