import Foundation
import Synchronization

/// This program once more, beside this run and after it.
enum Background {
    /// POSIX_SPAWN_SETSID of spawn.h (POSIX.1-2024), which Swift is not shown.
    private static let newSession: Int16 = 0x80

    /// Scripts number what they hand on themselves, and start at 3.
    private static let inheritedUpTo: Int32 = 64

    /// Those that were started here and not yet seen to end: in capture mode, there may be one a line.
    private static let started = Mutex<[pid_t]>([])

    /// In a session of its own it outlives the terminal, and no Ctrl-C reaches it; with every stream at `/dev/null` nobody who
    /// waits for the end of this run's output waits for it. What cannot be started is left: nothing hangs on it.
    @Sendable static func start(_ arguments: [String]) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (stream, mode) in [(STDIN_FILENO, O_RDONLY), (STDOUT_FILENO, O_WRONLY), (STDERR_FILENO, O_WRONLY)] {
            posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", mode, 0)
        }
        // A script's other pipes are nothing to it either: whoever reads from one would wait for its end.
        for inherited in (STDERR_FILENO + 1)..<inheritedUpTo { _ = fcntl(inherited, F_SETFD, FD_CLOEXEC) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Whatever this run's own parent had blocked or ignored, the other one can be told to end, and ends when its time is up.
        var blocked = sigset_t()
        sigemptyset(&blocked)
        posix_spawnattr_setsigmask(&attributes, &blocked)
        var restored = sigset_t()
        sigfillset(&restored)
        posix_spawnattr_setsigdefault(&attributes, &restored)
        posix_spawnattr_setflags(
            &attributes, newSession | Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
        var words = (["huddle"] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process = pid_t()
        guard posix_spawn(&process, "/proc/self/exe", &actions, &attributes, &words, environ) == 0 else { return }
        started.withLock { started in
            started = started.filter { waitpid($0, nil, WNOHANG) == 0 } + [process]
        }
    }
}
