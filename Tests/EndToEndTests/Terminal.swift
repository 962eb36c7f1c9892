import Foundation
import Glibc

/// A program on a terminal of its own, and somebody who types there and reads what is shown.
final class Terminal {
    struct NotShown: Error, CustomStringConvertible {
        let wanted: String
        let screen: String

        var description: String { "\"\(wanted)\" was not shown, but: \(screen)" }
    }

    /// More than any of this takes, even where many tests run at once.
    private static let patienceSeconds = 30.0

    /// POSIX_SPAWN_SETSID of spawn.h (POSIX.1-2024), which Swift is not shown.
    private static let newSession: Int16 = 0x80

    private let process: pid_t
    private let master: Int32
    /// All that was shown, as the program wrote it.
    private(set) var shown = ""
    /// Up to here `shown` was read.
    private var seen = 0
    private var hasEnded = false

    init(_ program: Program, _ arguments: [String], environment: [String: String], columns: UInt16 = 80) throws {
        var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        var (master, slave): (Int32, Int32) = (-1, -1)
        var name = [CChar](repeating: 0, count: 256)
        guard openpty(&master, &slave, &name, nil, &size) == 0 else { throw POSIXError(.EIO) }
        self.master = master
        _ = fcntl(master, F_SETFD, FD_CLOEXEC)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // The leader of a new session gets the first terminal that it opens for its own: Ctrl-C reaches it.
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, name, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Whatever this thread of the tests blocks or ignores, Ctrl-C reaches a program that a shell has started.
        var blocked = sigset_t()
        sigemptyset(&blocked)
        posix_spawnattr_setsigmask(&attributes, &blocked)
        var restored = sigset_t()
        sigfillset(&restored)
        posix_spawnattr_setsigdefault(&attributes, &restored)
        posix_spawnattr_setflags(&attributes, Self.newSession | Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        let known = environment.merging(["LC_ALL": "C.UTF-8", "TZ": "UTC", "TERM": "xterm"]) { given, _ in given }
        var words = ([program.url.path] + arguments).map { strdup($0) } + [nil]
        var variables = known.map { strdup("\($0)=\($1)") } + [nil]
        defer { for word in words + variables { free(word) } }
        var process = pid_t()
        let code = posix_spawn(&process, program.url.path, &actions, &attributes, &words, &variables)
        close(slave)
        guard code == 0 else {
            close(master)
            throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO)
        }
        self.process = process
    }

    /// A program that still runs is ended: a test that failed leaves nothing behind, and waits for nothing.
    deinit {
        if !hasEnded {
            Glibc.kill(process, SIGKILL)
            waitpid(process, nil, 0)
        }
        close(master)
    }

    func type(_ keys: String) {
        let bytes = Array(keys.utf8)
        _ = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
    }

    /// Waits until a text is shown behind what was read before.
    func read(_ text: String) throws {
        let end = Date(timeIntervalSinceNow: Self.patienceSeconds)
        while true {
            let fresh = shown.utf8.dropFirst(seen)
            if let range = String(decoding: fresh, as: UTF8.self).range(of: text) {
                seen += String(decoding: fresh, as: UTF8.self)[..<range.upperBound].utf8.count
                return
            }
            guard Date() < end, receive(until: end) else {
                throw NotShown(wanted: text, screen: String(decoding: fresh, as: UTF8.self))
            }
        }
    }

    /// Waits for the end of the program.
    ///
    /// - Returns: Its exit code, or the signal that ended it.
    func end() -> Int32 {
        let end = Date(timeIntervalSinceNow: Self.patienceSeconds)
        while Date() < end, receive(until: end) {}
        var status: Int32 = 0
        if Date() >= end { Glibc.kill(process, SIGKILL) }
        hasEnded = true
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status & 0x7f == 0 ? (status >> 8) & 0xff : status & 0x7f
    }

    func kill() -> Int32 {
        Glibc.kill(process, SIGKILL)
        return end()
    }

    /// - Returns: Whether more may come.
    private func receive(until end: Date) -> Bool {
        var wait = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&wait, 1, Int32(max(0, end.timeIntervalSinceNow) * 1000)) > 0 else { return false }
        var piece = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(master, &piece, piece.count)
        guard count > 0 else { return false }
        shown += String(decoding: piece.prefix(count), as: UTF8.self)
        return true
    }
}

extension Machine {
    /// Starts `huddle` on a terminal.
    func terminal(_ arguments: String..., columns: UInt16 = 80) throws -> Terminal {
        try terminal(arguments: arguments, columns: columns)
    }

    func terminal(arguments: [String], columns: UInt16 = 80) throws -> Terminal {
        try Terminal(
            .huddle, arguments,
            environment: ["HUDDLE_HOME": home, "HOME": folder, "EDITRC": "/dev/null", "NO_COLOR": "1"],
            columns: columns)
    }
}
