import ArgumentParser
import HuddleClient
import HuddleStore

/// A command that does its work at once. It decodes its arguments, calls the log, prints, and returns.
protocol Command: ParsableCommand {
    var global: GlobalOptions { get }
    func run(in environment: CommandEnvironment) throws
}

/// A command that only looks: where it fails, nobody need be told that nothing was changed.
protocol ReadingCommand: Command {}

/// A command that waits for a server.
protocol NetworkCommand: ParsableCommand, Sendable {
    var global: GlobalOptions { get }
    func run(in environment: CommandEnvironment) async throws
}

/// What every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The folder of your log, instead of $HUDDLE_HOME or the usual one.", valueName: "folder"))
    var home: String?

    @Flag(help: "Print the result as JSON, every field in it.")
    var json = false

    /// - Throws: `UsageError.noHome`, where no folder is named anywhere.
    func home(in environment: CommandEnvironment) throws -> Home {
        Home(path: try folder(in: environment), stores: environment.stores, host: environment.host)
    }

    func log(in environment: CommandEnvironment) throws -> HuddleLog {
        try home(in: environment).log()
    }

    /// The log, for a command that is about to write: one that was copied gets a name of its own first.
    func writableLog(in environment: CommandEnvironment) throws -> HuddleLog {
        let (log, isCopy) = try home(in: environment).settledLog()
        if isCopy {
            environment.say(
                "This log looks like a copy of another one. From now on it counts as a machine of its own; nothing is lost."
            )
        }
        return log
    }

    /// Source: XDG Base Directory Specification, "Environment variables": a relative path there is ignored.
    private func folder(in environment: CommandEnvironment) throws -> String {
        if let home, !home.isEmpty { return home }
        if let home = environment.setVariable("HUDDLE_HOME") { return home }
        if let data = environment.setVariable("XDG_DATA_HOME"), data.hasPrefix("/") { return data + "/huddle" }
        if let user = environment.setVariable("HOME") { return user + "/.local/share/huddle" }
        throw UsageError.noHome
    }
}
