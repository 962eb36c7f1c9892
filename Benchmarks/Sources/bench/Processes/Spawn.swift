import Foundation

/// A child process, known by its id.
struct Spawn {
    let id: pid_t

    /// - Parameters:
    ///   - output: A descriptor that becomes the child's standard output.
    ///   - errors: A file that takes the child's standard error.
    init(_ words: [String], _ environment: [String: String], output: Int32? = nil, errors: String? = nil) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let output { posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO) }
        if let errors {
            posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        }
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in arguments + variables { free(pointer) } }
        var id: pid_t = 0
        let code = posix_spawnp(&id, words[0], &actions, nil, &arguments, &variables)
        guard code == 0 else { throw Failure("cannot start \(words[0]): \(String(cString: strerror(code)))") }
        self.id = id
    }

    /// The exit status, or 128 and the signal that ended it.
    func wait() -> Int {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7f
        return signal == 0 ? Int(status >> 8 & 0xff) : 128 + Int(signal)
    }

    func end() {
        kill(id, SIGTERM)
        _ = wait()
    }
}
