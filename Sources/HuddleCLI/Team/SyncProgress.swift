import HuddleCore
import HuddleStore
import Synchronization

/// Shows how far a long sync has come, on a terminal alone.
final class SyncProgress: Sendable {
    /// What is over sooner needs no progress.
    private static let quietMilliseconds: Int64 = 500

    private let environment: CommandEnvironment
    private let start: WallTime
    private let isShown = Mutex(false)

    init(_ environment: CommandEnvironment) {
        self.environment = environment
        start = environment.host.now()
    }

    func show(_ cursor: Cursor) {
        let elapsed = environment.host.now().milliseconds - start.milliseconds
        guard !environment.isQuiet, environment.errors.isTerminal, elapsed >= Self.quietMilliseconds else { return }
        isShown.withLock { $0 = true }
        write("\r\u{1b}[KRead \(cursor.seq) changes …")
    }

    /// A wait is told of at once: nothing else would say why nothing happens.
    func show(waiting seconds: Int) {
        guard environment.errors.isTerminal else { return }
        isShown.withLock { $0 = true }
        write("\r\u{1b}[KThe server is busy: going on in \(seconds) s …")
    }

    /// Clears the line that was shown.
    func end() {
        if isShown.withLock({ $0 }) { write("\r\u{1b}[K") }
    }

    private func write(_ text: String) {
        // A terminal that is gone must not end a sync.
        try? environment.errors.write(text)
    }
}
