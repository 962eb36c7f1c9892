import HuddleCore
import HuddleStore

/// Shows how far a long export has come, on a terminal alone.
final class ExportProgress {
    /// What is over sooner needs no progress.
    private static let quietMilliseconds: Int64 = 500

    private let environment: CommandEnvironment
    private let start: WallTime
    private var isShown = false

    init(_ environment: CommandEnvironment) {
        self.environment = environment
        start = environment.host.now()
    }

    func show(_ written: Int, of total: Int) {
        guard environment.errors.isTerminal,
            environment.host.now().milliseconds - start.milliseconds >= Self.quietMilliseconds
        else { return }
        isShown = true
        write("\r\u{1b}[KWrote \(written) of \(total) …")
    }

    /// Clears the line that was shown.
    func end() {
        if isShown { write("\r\u{1b}[K") }
    }

    private func write(_ text: String) {
        // A terminal that is gone must not end an export.
        try? environment.errors.write(text)
    }
}
