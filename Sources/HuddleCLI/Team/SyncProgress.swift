import HuddleClient
import HuddleCore
import HuddleStore
import Synchronization

/// Shows how far a long sync has come, on a terminal alone.
final class SyncProgress: Sendable {
    /// What is over sooner needs no progress.
    private static let quietMilliseconds: Int64 = 500

    /// After this much silence it is said what is waited for.
    private static let patienceMilliseconds: Int64 = 1000

    private struct State {
        var isShown = false
        var hasHeard = false
        var isOver = false
    }

    private let environment: CommandEnvironment
    private let start: WallTime
    private let state = Mutex(State())

    init(_ environment: CommandEnvironment) {
        self.environment = environment
        start = environment.host.now()
    }

    func show(_ cursor: Cursor) {
        let elapsed = environment.host.now().milliseconds - start.milliseconds
        state.withLock { $0.hasHeard = true }
        guard elapsed >= Self.quietMilliseconds else { return }
        show("Read \(cursor.seq) changes …")
    }

    /// Says whom the wait is for, where nothing was heard for a second.
    func tellOfWait(for server: String) async {
        guard (try? await environment.network.pause.sleep(Self.patienceMilliseconds)) != nil else { return }
        guard state.withLock({ !$0.hasHeard && !$0.isOver }) else { return }
        show("Waiting for \(server.visible) …")
    }

    /// A wait is told of at once: nothing else would say why nothing happens.
    func show(waiting seconds: Int) {
        state.withLock { $0.hasHeard = true }
        show("The server is busy: going on in \(seconds) s …")
    }

    /// Clears the line that was shown.
    func end() {
        let isShown = state.withLock { state in
            state.isOver = true
            return state.isShown
        }
        if isShown { write("\r\u{1b}[K") }
    }

    private func show(_ text: String) {
        guard environment.errors.isTerminal, !environment.isQuiet else { return }
        let isWanted = state.withLock { state in
            if !state.isOver { state.isShown = true }
            return !state.isOver
        }
        guard isWanted else { return }
        write("\r\u{1b}[K" + text)
    }

    private func write(_ text: String) {
        // A terminal that is gone must not end a sync.
        try? environment.errors.write(text)
    }
}
