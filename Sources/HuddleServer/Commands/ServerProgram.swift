import ArgumentParser
import HuddleStore

/// `huddle-server` as a library: arguments in, exit code out.
package enum ServerProgram {
    package static func run(_ arguments: [String], in environment: ServerEnvironment) async -> ExitCode {
        await ServerEnvironment.$handedIn.withValue(environment) {
            do {
                var command = try HuddleServerCommand.parseAsRoot(arguments)
                if var command = command as? any AsyncParsableCommand {
                    try await command.run()
                } else {
                    try command.run()
                }
                return .success
            } catch {
                return report(error, to: environment)
            }
        }
    }

    private static func report(_ error: any Error, to environment: ServerEnvironment) -> ExitCode {
        switch error {
        case let error as any Reportable:
            environment.say("huddle-server: \(error)")
            return error.exitCode
        case let error as StoreError: return report(CommandError.store(error), to: environment)
        default:
            let message = HuddleServerCommand.fullMessage(for: error)
            let code = ExitCode(rawValue: HuddleServerCommand.exitCode(for: error).rawValue) ?? .failure
            if code == .success { environment.print(message) } else { environment.say(message) }
            return code
        }
    }
}
