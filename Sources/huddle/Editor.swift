import Foundation

/// The user's editor, on the terminal that this program runs on.
enum Editor {
    /// The command line may hold options, as in `code --wait`, so a shell reads it; the path goes in as it is.
    ///
    /// Source: POSIX.1-2024, "Environment Variables", EDITOR and VISUAL.
    @Sendable static func run(_ command: String, _ path: String) -> Bool {
        let words = ["sh", "-c", command + " \"$1\"", "sh", path]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        guard posix_spawn(&process, "/bin/sh", nil, nil, &arguments, environ) == 0 else { return false }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { return false }
        }
        return status == 0
    }
}
