import Foundation
import HuddleCore
import HuddleServer
import HuddleStore
import HuddleTestSupport
import Synchronization

/// An admin at the server's machine: `huddle-server`'s commands, run inside the test's own process.
final class Console: Sendable {
    struct Outcome {
        let code: ExitCode
        let output: String
        let talk: String
    }

    let folder: TemporaryFolder
    let machine: SimulatedHost
    private let storage: any ServerStorage
    private let printed = Mutex<[String]>([])
    private let said = Mutex<[String]>([])

    init(_ storage: any ServerStorage, machine: SimulatedHost) throws {
        folder = try TemporaryFolder()
        self.storage = storage
        self.machine = machine
    }

    deinit { folder.remove() }

    func run(_ arguments: String...) async -> Outcome {
        printed.withLock { $0 = [] }
        said.withLock { $0 = [] }
        let environment = ServerEnvironment(
            host: machine.host, variables: [:], storage: { [storage] _ in storage },
            print: { text in self.printed.withLock { $0.append(text) } },
            say: { text in self.said.withLock { $0.append(text) } })
        let code = await ServerProgram.run(arguments + ["--data", folder.path], in: environment)
        return Outcome(
            code: code, output: printed.withLock { $0 }.joined(separator: "\n"),
            talk: said.withLock { $0 }.joined(separator: "\n"))
    }
}
