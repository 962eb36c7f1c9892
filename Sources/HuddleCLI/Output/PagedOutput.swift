import HuddleCore
import Synchronization

/// The user's pager, while it runs.
package protocol Pager: AnyObject, Sendable {
    /// - Throws: `OutputError.closed`, where the user has left it.
    func write(_ bytes: [UInt8]) throws

    /// Ends its input and waits until the user leaves it.
    ///
    /// - Returns: Whether it could be run at all.
    func finish() -> Bool
}

/// Holds a result back until it is longer than the screen, and hands it to the pager then.
///
/// What is said meanwhile on stderr waits until the pager is gone: both write on the same screen.
final class PagedOutput: Sendable {
    /// A shell gives a pager that cannot be run no more than a pipe's buffer of input; so much can be printed after all.
    /// Source: pipe(7), "Pipe capacity".
    private static let keptBytes = 256 * 1024

    private struct State {
        /// What was printed and is not on the screen, as far as it is kept.
        var kept: [UInt8] = []
        var isKeptWhole = true
        var rows = 0
        var pager: (any Pager)?
        /// No pager is wanted any more: it could not be run, or is gone.
        var isDirect = false
        var isLeft = false
        var said: [UInt8] = []
    }

    private let screen: Channel
    private let talk: Channel
    private let start: @Sendable () -> (any Pager)?
    private let state = Mutex(State())

    /// Nil where nothing is to be paged: stdout is no terminal, or one that cannot, or the user wants no pager.
    init?(_ environment: CommandEnvironment) {
        guard environment.output.isTerminal, environment.output.rows != nil,
            let terminal = environment.setVariable(.terminal), terminal != "dumb",
            let command = Self.command(environment)
        else { return nil }
        screen = environment.output
        talk = environment.errors
        let pager = environment.pager
        start = { pager(command) }
    }

    /// Whether the user left the pager before the end.
    var isLeft: Bool { state.withLock { $0.isLeft } }

    var output: Channel {
        Channel(columns: screen.columns, rows: screen.rows) { try self.write($0) }
    }

    var errors: Channel {
        Channel(columns: talk.columns, rows: talk.rows) { try self.say($0) }
    }

    /// Prints what waits, and waits until the pager is gone.
    func close() throws {
        let said = try state.withLock { state in
            if let pager = state.pager {
                state.pager = nil
                if !pager.finish(), state.isKeptWhole { try screen.write(state.kept) }
            } else if !state.isDirect {
                try screen.write(state.kept)
            }
            state.isDirect = true
            state.kept = []
            defer { state.said = [] }
            return state.said
        }
        if !said.isEmpty { try? talk.write(said) }
    }

    private func say(_ bytes: [UInt8]) throws {
        let waits = state.withLock { state in
            let waits = !state.isDirect && !state.kept.isEmpty
            if waits { state.said += bytes }
            return waits
        }
        if !waits { try talk.write(bytes) }
    }

    private func write(_ bytes: [UInt8]) throws {
        try state.withLock { state in
            if state.isLeft { throw OutputError.closed }
            if state.isDirect { return try screen.write(bytes) }
            if state.isKeptWhole { state.kept += bytes }
            if state.pager != nil { return try page(bytes, &state) }
            measure(bytes, &state)
            // A row is left for the prompt.
            guard let rows = screen.rows, state.rows >= rows else { return }
            guard let pager = start() else {
                state.isDirect = true
                return try screen.write(state.kept)
            }
            state.pager = pager
            try page(state.kept, &state)
        }
    }

    private func page(_ bytes: [UInt8], _ state: inout State) throws {
        do {
            try state.pager?.write(bytes)
            if state.kept.count > Self.keptBytes {
                // So much was taken in: the pager runs. One byte stays, to say that something was printed.
                state.kept = [0]
                state.isKeptWhole = false
            }
        } catch {
            guard let pager = state.pager else { throw error }
            state.pager = nil
            if pager.finish() || !state.isKeptWhole {
                state.isLeft = true
                state.isDirect = true
                throw OutputError.closed
            }
            state.isDirect = true
            try screen.write(state.kept)
        }
    }

    /// Counts the rows that a text takes.
    private func measure(_ bytes: [UInt8], _ state: inout State) {
        let width = max(1, screen.columns ?? 80)
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
            state.rows += max(0, TextWidth.columns(Style.removed(from: line)) - 1) / width + 1
        }
        // No line break stands behind the last: what follows goes on there.
        state.rows -= 1
    }

    /// The user's pager, or `less`, which ends by itself where all of it fits, knows colours, and leaves the text on the screen.
    ///
    /// Source: git-config(1), "core.pager"; git's own order and defaults.
    private static func command(_ environment: CommandEnvironment) -> String? {
        let chosen =
            environment.variable(EnvironmentVariable.huddlePager.rawValue) ?? environment.value(of: .pager)
            ?? environment.variable(EnvironmentVariable.pager.rawValue) ?? "less -FRX"
        let command = chosen.trimmed
        return command.isEmpty || command == "cat" ? nil : command
    }
}
