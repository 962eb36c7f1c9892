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
        var outlet = Outlet(environment, typed: [])
        var place = CommandPlace.root
        do {
            let typed = try decode(arguments)
            if let run = CompletionRun(typed, in: environment) {
                run.run()
                return .ended(.success)
            }
            outlet = Outlet(environment, typed: typed)
            let asked = try CommandWords.withoutOptions(typed)
            if let topic = HelpTopic(asked) {
                return .ended(finish(outlet, at: place) { try $0.output.line(topic.text) })
            }
            let line = asked == ["help", "help"] ? ["help"] : asked.first == "help" ? asked : typed
            let words = try CommandWords(line, root: Huddle.self)
            place = words.place
            let command = try words.parsed()
            if let known = command.known { outlet = Outlet(environment, known.global, known.printing) }
            switch command {
            case .local(let command):
                let place = place
                return .ended(
                    finish(outlet, at: place) { environment in
                        try command.run(in: environment)
                        guard place.writes else { return }
                        BackgroundSync.start(try command.global.home(in: environment), in: environment)
                    })
            case .network(let command):
                let (outlet, place) = (outlet, place)
                return .awaiting { await finish(command, outlet, at: place) }
            case .parsers(var command): try command.run()
            }
            return .ended(.success)
        } catch {
            return .ended(present(error, outlet, at: place))
        }
    }

    private static func finish(
        _ outlet: Outlet, at place: CommandPlace, _ body: (CommandEnvironment) throws -> Void
    ) -> ExitCode {
        do {
            try body(outlet.environment)
            try outlet.close()
            return .success
        } catch {
            return present(error, outlet, at: place)
        }
    }

    private static func finish(
        _ command: any NetworkCommand, _ outlet: Outlet, at place: CommandPlace
    ) async -> ExitCode {
        do {
            try await command.run(in: outlet.environment)
            try outlet.close()
            return .success
        } catch {
            return present(error, outlet, at: place)
        }
    }

    /// What was printed before comes first; then what went wrong.
    private static func present(_ error: any Error, _ outlet: Outlet, at place: CommandPlace) -> ExitCode {
        let isOver = outlet.isOver(error)
        let code = isOver ? .success : FailurePresenter(outlet.environment).present(error, at: place)
        do {
            try outlet.close()
            return code
        } catch {
            return FailurePresenter(outlet.environment).present(error, at: place)
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
