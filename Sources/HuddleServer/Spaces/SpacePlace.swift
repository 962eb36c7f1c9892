import HuddleCore
import Synchronization

/// Where one space's log is while it is open. It is opened and closed inside the lock, so that no log is ever open twice in
/// one server: it has one writer.
final class SpacePlace: Sendable {
    private struct State {
        var log: SpaceLog?
        var users = 0
        var lastUsed = WallTime(milliseconds: 0)
    }

    private let state = Mutex(State())

    /// Gives the log out, opened where it was not. Each `enter` that returns wants a `leave`.
    func enter(_ open: () throws -> SpaceLog) throws -> (log: SpaceLog, isNew: Bool) {
        try state.withLock { state in
            if let log = state.log {
                state.users += 1
                return (log, false)
            }
            let log = try open()
            state.log = log
            state.users += 1
            return (log, true)
        }
    }

    func leave(at now: WallTime) {
        state.withLock { state in
            state.users -= 1
            state.lastUsed = now
        }
    }

    /// False while it is being opened: whoever counts need not wait for that.
    var isOpen: Bool { state.withLockIfAvailable { $0.log != nil } ?? false }

    /// When it was last used, nil where it is in use or not open.
    var unusedSince: WallTime? {
        state.withLockIfAvailable { $0.users == 0 && $0.log != nil ? $0.lastUsed : nil } ?? nil
    }

    /// Closes the log, where nobody uses it by now.
    func close() -> Bool {
        state.withLockIfAvailable { state in
            guard state.users == 0, state.log != nil else { return false }
            state.log = nil
            return true
        } ?? false
    }
}
