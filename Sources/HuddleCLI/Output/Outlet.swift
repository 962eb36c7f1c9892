/// What a command's stdout is to whoever typed the command.
enum Printing: Hashable, Sendable {
    /// What was asked for. What is longer than the screen goes to the pager.
    case answer
    /// What was done. `--quiet` leaves it out, unless it is wanted as JSON.
    case confirmation
    /// Lines between which somebody types.
    case conversation
}

/// Where one run's output goes: `--color`, `--quiet` and the pager are dealt with here, for all commands.
struct Outlet {
    /// What the command is handed.
    let environment: CommandEnvironment
    private let paged: PagedOutput?

    init(_ environment: CommandEnvironment, _ options: GlobalOptions, _ printing: Printing) {
        var inner = environment
        inner.color = options.color == .auto ? Self.wantedColor(environment) : options.color
        inner.isQuiet = options.quiet
        paged = printing == .answer && !options.noPager ? PagedOutput(environment) : nil
        if let paged {
            inner.output = paged.output
            inner.errors = paged.errors
        } else if printing == .confirmation, options.quiet, !options.json {
            inner.output = Channel(columns: nil) { _ in }
        }
        self.environment = inner
    }

    /// For what is printed before a command was found: help.
    init(_ environment: CommandEnvironment, typed: [String]) {
        paged = typed.contains("--no-pager") ? nil : PagedOutput(environment)
        var inner = environment
        if let paged { inner.output = paged.output }
        self.environment = inner
    }

    /// What the settings say, where the command line says nothing.
    private static func wantedColor(_ environment: CommandEnvironment) -> ColorChoice {
        environment.value(of: .color).flatMap(ColorChoice.init) ?? .auto
    }

    /// Lets out what waits, and waits until the user has read it.
    ///
    /// - Throws: `OutputError`.
    func close() throws {
        try paged?.close()
    }

    /// Whether an error only says that the user has left the pager.
    func isOver(_ error: any Error) -> Bool {
        error as? OutputError == .closed && (paged?.isLeft ?? false)
    }
}
