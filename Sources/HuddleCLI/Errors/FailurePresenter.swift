import ArgumentParser
import HuddleCore

/// Tells a failure on stderr, and what exit code it has. The one place where errors become words.
struct FailurePresenter {
    private let environment: CommandEnvironment

    init(_ environment: CommandEnvironment) {
        self.environment = environment
    }

    func present(_ error: any Error, at place: CommandPlace) -> ExitCode {
        switch error {
        case OutputError.closed: return .inputOutput
        case let error as Unfinished: return error.exitCode
        case let error as any InputError where place.writes: return say(promised(error.description), error.exitCode)
        case let error as any Reported:
            return say([error.description, error.advice].compactMap(\.self).joined(separator: " "), error.exitCode)
        default: return presentParsing(error, at: place)
        }
    }

    /// What the parser of arguments throws: a wish for help, which is no failure, or a mistake in the command line.
    private func presentParsing(_ error: any Error, at place: CommandPlace) -> ExitCode {
        if Huddle.exitCode(for: error).isSuccess {
            do {
                try environment.output.line(Huddle.fullMessage(for: error, columns: environment.output.columns ?? 80))
                return .success
            } catch {
                return present(error, at: place)
            }
        }
        guard Huddle.exitCode(for: error) == .validationFailure else {
            return say("Something went wrong that should not: \(error). Nothing more was done.".visible, .software)
        }
        let message = Huddle.message(for: error).visibleLines
        let usage = UsageError.parsing(message, command: place.command)
        return say(place.writes ? promised(usage.description) : usage.description, usage.exitCode)
    }

    /// Says, behind the first line, that nothing came of it.
    private func promised(_ message: String) -> String {
        let end = message.firstIndex(of: "\n") ?? message.endIndex
        let stop = message[..<end].last.map { ".:!?`".contains($0) } ?? true ? "" : "."
        return message[..<end] + stop + " Nothing was changed." + message[end...]
    }

    private func say(_ message: String, _ code: ExitCode) -> ExitCode {
        environment.complain("huddle: " + TypedText.uncovered(message))
        return code
    }
}

/// A run that did what it could, and has said what it could not.
struct Unfinished: Error {
    let exitCode: ExitCode
}
