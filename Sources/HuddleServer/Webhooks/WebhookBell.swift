package import HuddleCore
import Synchronization

/// Wakes whoever sends to webhooks, when a log that one of them reads has grown.
///
/// A server without webhooks notices nothing of them: a commit looks into one set.
package final class WebhookBell: Sendable {
    private struct State {
        /// Spaces with a webhook that is told something.
        var watched = Set<RecordID>()
        var grown = Set<RecordID>()
    }

    private let state = Mutex(State())
    /// One ring is as good as many.
    let rings: AsyncStream<Void>
    private let ringer: AsyncStream<Void>.Continuation

    package init() {
        (rings, ringer) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Something may be due.
    package func ring() { ringer.yield() }

    /// A space's log has grown.
    package func ring(for space: RecordID) {
        let isWatched = state.withLock { state in
            guard state.watched.contains(space) else { return false }
            state.grown.insert(space)
            return true
        }
        if isWatched { ring() }
    }

    /// No more rings come.
    func stop() { ringer.finish() }

    /// - Parameter spaces: Those with a webhook that is told something. What is new among them may have grown unnoticed.
    func watch(_ spaces: Set<RecordID>) {
        state.withLock { state in
            state.grown.formUnion(spaces.subtracting(state.watched))
            state.watched = spaces
        }
    }

    /// The spaces whose logs have grown since the last time.
    func takeGrown() -> Set<RecordID> {
        state.withLock { state in
            defer { state.grown = [] }
            return state.grown
        }
    }

    /// So many are looked at again the next time.
    func keep(_ spaces: Set<RecordID>) {
        state.withLock { $0.grown.formUnion(spaces) }
    }
}
