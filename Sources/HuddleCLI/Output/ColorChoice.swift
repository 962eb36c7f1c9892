import ArgumentParser

/// When colours are wanted, as `--color` says.
enum ColorChoice: String, CaseIterable, ExpressibleByArgument, Hashable, Sendable {
    case auto, always, never

    /// What is said on the command line comes first, then the environment, then what stdout is.
    ///
    /// Source: no-color.org and bixense.com/clicolors, which `git`, `ls` and `gh` follow too.
    func isOn(in environment: CommandEnvironment) -> Bool {
        switch self {
        case .always: return true
        case .never: return false
        case .auto:
            if environment.setVariable(.noColor) != nil { return false }
            if let force = environment.setVariable(.cliColorForce) { return force != "0" }
            return environment.output.isTerminal && environment.setVariable(.terminal) != "dumb"
                && environment.setVariable(.cliColor) != "0"
        }
    }
}
