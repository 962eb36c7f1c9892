import ArgumentParser
import HuddleClient
import HuddleStore

/// What all commands have.
protocol AnyCommand: ParsableCommand {
    var global: GlobalOptions { get }
    /// What its stdout is to whoever typed it.
    var printing: Printing { get }
}

/// A command that does its work at once. It decodes its arguments, calls the log, prints, and returns.
protocol Command: AnyCommand {
    func run(in environment: CommandEnvironment) throws
}

/// A command that only looks: where it fails, nobody need be told that nothing was changed.
protocol ReadingCommand: Command {}

/// A command that waits for a server.
protocol NetworkCommand: AnyCommand, Sendable {
    func run(in environment: CommandEnvironment) async throws
}

/// A command that was made of a line, by what running it takes. Where that is known already, the runtime need not be asked.
enum ParsedCommand {
    case local(any Command)
    case network(any NetworkCommand)
    /// One of the parser's own, such as help.
    case parsers(any ParsableCommand)

    init(_ command: any ParsableCommand) {
        self =
            switch command {
            case let command as any Command: .local(command)
            case let command as any NetworkCommand: .network(command)
            default: .parsers(command)
            }
    }

    var known: (any AnyCommand)? {
        switch self {
        case .local(let command): command
        case .network(let command): command
        case .parsers: nil
        }
    }

    var command: any ParsableCommand {
        switch self {
        case .local(let command): command
        case .network(let command): command
        case .parsers(let command): command
        }
    }
}

extension Command {
    var printing: Printing { .confirmation }
}

extension ReadingCommand {
    var printing: Printing { .answer }
}

extension NetworkCommand {
    var printing: Printing { .answer }
}

/// What every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The folder of your log, instead of $HUDDLE_HOME or the usual one.", valueName: "folder"))
    var home: String?

    @Flag(help: "Print the result as JSON, every field in it.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "Colours: auto (on a terminal, unless NO_COLOR is set), always or never.", valueName: "when"))
    var color = ColorChoice.auto

    @Flag(
        name: [.customShort("q"), .long], help: "Print what was asked for and errors, but no confirmations and hints.")
    var quiet = false

    @Flag(help: "Print on the terminal itself what is longer than the screen.")
    var noPager = false

    /// - Throws: `UsageError.noHome`, where no folder is named anywhere.
    func home(in environment: CommandEnvironment) throws -> Home {
        try Self.home(named: home, in: environment)
    }

    /// - Parameter named: What `--home` says.
    static func home(named: String?, in environment: CommandEnvironment) throws -> Home {
        Home(path: try folder(named, in: environment), stores: environment.stores, host: environment.host)
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
    private static func folder(_ named: String?, in environment: CommandEnvironment) throws -> String {
        if let named, !named.isEmpty { return named }
        if let home = environment.setVariable(.huddleHome) { return home }
        if let home = environment.value(of: .home) {
            return home.hasPrefix("~/") ? (environment.setVariable(.home) ?? "") + home.dropFirst() : home
        }
        if let data = environment.setVariable(.xdgDataHome), data.hasPrefix("/") { return data + "/huddle" }
        if let user = environment.setVariable(.home) { return user + "/.local/share/huddle" }
        throw UsageError.noHome
    }
}
