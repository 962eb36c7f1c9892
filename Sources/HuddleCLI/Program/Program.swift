import ArgumentParser

/// One run of `huddle`, from its arguments to its exit code.
package enum Program {
    package enum Outcome: Sendable {
        case ended(ExitCode)
        /// The command needs the network; the rest of the run is this.
        case awaiting(@Sendable () async -> ExitCode)
    }

    /// Runs a command up to its end, or to where it must wait.
    ///
    /// Only what waits is asynchronous: a command that captures something is over before a thread pool would have started.
    ///
    /// - Parameter arguments: The bytes of the command line, the program's name left out.
    package static func begin(_ arguments: [[UInt8]], in environment: CommandEnvironment) -> Outcome {
        let presenter = FailurePresenter(environment)
        var place = CommandPlace.root
        do {
            let typed = try decode(arguments)
            if let topic = HelpTopic(typed) {
                try environment.output.line(topic.text)
                return .ended(.success)
            }
            let words = try CommandWords(typed, root: Huddle.self)
            place = words.place
            var command = try Huddle.parseAsRoot(words.arguments)
            switch command {
            case let command as any Command: try command.run(in: environment)
            case let command as any NetworkCommand:
                let place = place
                return .awaiting { await finish(command, at: place, in: environment) }
            default: try command.run()
            }
            return .ended(.success)
        } catch {
            return .ended(presenter.present(error, at: place))
        }
    }

    private static func finish(
        _ command: any NetworkCommand, at place: CommandPlace, in environment: CommandEnvironment
    ) async -> ExitCode {
        do {
            try await command.run(in: environment)
            return .success
        } catch {
            return FailurePresenter(environment).present(error, at: place)
        }
    }

    private static func decode(_ arguments: [[UInt8]]) throws(UsageError) -> [String] {
        var words: [String] = []
        for (position, bytes) in arguments.enumerated() {
            guard let word = String(validating: bytes, as: UTF8.self) else {
                throw .notUTF8(what: "Argument \(position + 1)")
            }
            words.append(word)
        }
        return words
    }
}
