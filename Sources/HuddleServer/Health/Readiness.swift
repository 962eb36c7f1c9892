import HuddleCore
package import HuddleStore
import HuddleWire
import Synchronization

/// Whether the server can do what it is there for: it writes to the disk and reads that back.
///
/// However often it is asked, it tries once in `Limits.readinessSeconds`.
package final class Readiness: Sendable {
    private struct State {
        var due = WallTime(milliseconds: .min)
        var last: Result<Void, any Error>?
    }

    private let directory: any DirectoryStore
    private let host: Host
    private let state = Mutex(State())

    package init(directory: any DirectoryStore, host: Host) {
        self.directory = directory
        self.host = host
    }

    /// Blocks: call it on one of the `Workers`.
    ///
    /// - Throws: `StoreError`, `Problem`.
    package func check() throws {
        let now = host.now()
        let known = state.withLock { state -> Result<Void, any Error>? in
            // A clock that was set back must not keep it from trying.
            let isFresh = now < state.due && state.due.milliseconds - now.milliseconds <= Limits.readinessSeconds * 1000
            if isFresh, let last = state.last { return last }
            state.due = WallTime(milliseconds: now.milliseconds + Limits.readinessSeconds * 1000)
            return nil
        }
        if let known { return try known.get() }
        let result = Result { try tryDisk(now) }
        state.withLock { $0.last = result }
        try result.get()
    }

    private func tryDisk(_ now: WallTime) throws {
        try directory.write { try $0.saveTrial(at: now) }
        guard let found = try directory.read({ try $0.trial() }), found >= now else {
            throw Problem(.unavailable, "what was written could not be read back", retryAfterSeconds: 30)
        }
    }
}
