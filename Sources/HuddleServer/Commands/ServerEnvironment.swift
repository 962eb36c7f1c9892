package import HuddleStore

/// What a `huddle-server` process is handed from outside. The set-up in `huddle-server` has the real ones.
package struct ServerEnvironment: Sendable {
    package let host: Host
    /// The process's environment variables.
    package let variables: [String: String]
    package let storage: @Sendable (_ folder: String) -> any ServerStorage
    /// Writes a result: standard output.
    package let print: @Sendable (String) -> Void
    /// Talks to the person at the terminal, and to who keeps the log: standard error.
    package let say: @Sendable (String) -> Void

    package init(
        host: Host, variables: [String: String], storage: @escaping @Sendable (_ folder: String) -> any ServerStorage,
        print: @escaping @Sendable (String) -> Void, say: @escaping @Sendable (String) -> Void
    ) {
        self.host = host
        self.variables = variables
        self.storage = storage
        self.print = print
        self.say = say
    }

    /// How the environment reaches the commands, which ArgumentParser makes.
    @TaskLocal static var handedIn: ServerEnvironment?

    static var current: ServerEnvironment {
        guard let handedIn else { preconditionFailure("a command ran outside ServerProgram.run") }
        return handedIn
    }
}
