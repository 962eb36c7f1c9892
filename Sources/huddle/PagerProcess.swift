import Foundation
import HuddleCLI
import Synchronization

/// The user's pager, fed through a pipe.
final class PagerProcess: Pager {
    /// What `sh` answers where it finds no such program, or may not run it (POSIX.1-2024, Shell, 2.8.2).
    private static let notRun: [Int32] = [126, 127]

    private struct State {
        let process: pid_t
        var input: Int32?
        var status: Int32?
    }

    private let state: Mutex<State>

    private init(_ process: pid_t, input: Int32) {
        state = Mutex(State(process: process, input: input))
    }

    @Sendable static func start(_ command: String) -> (any Pager)? {
        // Less ends by itself where all fits on the screen, knows colours, and leaves the text there. As git has it.
        setenv("LESS", "FRX", 0)
        setenv("LV", "-c", 0)
        setenv("LESSCHARSET", "utf-8", 0)
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        // A pager that held the other end too would never see the end of its input.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        guard let process = spawn(command, input: ends[0]) else {
            close(ends[1])
            return nil
        }
        // Ctrl-C is for the pager now, which goes on; and when it is left, a write is to fail, not to kill.
        signal(SIGINT, SIG_IGN)
        signal(SIGQUIT, SIG_IGN)
        signal(SIGPIPE, SIG_IGN)
        return PagerProcess(process, input: ends[1])
    }

    /// The command line may hold options, so a shell reads it.
    private static func spawn(_ command: String, input: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        let words = ["sh", "-c", command]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        return posix_spawn(&process, "/bin/sh", &actions, nil, &arguments, environ) == 0 ? process : nil
    }

    func write(_ bytes: [UInt8]) throws {
        try state.withLock { state in
            guard let input = state.input else { throw OutputError.closed }
            try Stream.write(bytes, to: input)
        }
    }

    func finish() -> Bool {
        state.withLock { state in
            if let input = state.input { close(input) }
            state.input = nil
            if state.status == nil {
                var status: Int32 = 0
                while waitpid(state.process, &status, 0) < 0, errno == EINTR {}
                state.status = status
            }
            // Source: waitpid(2): the low seven bits are the signal, the next byte the exit status.
            let status = state.status ?? 0
            return !(status & 0x7f == 0 && Self.notRun.contains(status >> 8 & 0xff))
        }
    }
}
