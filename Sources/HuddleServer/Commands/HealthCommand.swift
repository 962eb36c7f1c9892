import ArgumentParser
import HuddleCore

struct HealthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: "Ask the server that runs here whether it takes calls: for containers and monitors.",
        discussion: """
            Prints `live`, or with --ready `ready`, and ends with 0; else says what is wrong and ends with 69. It asks once, \
            and waits for no more than \(Limits.healthSeconds) seconds.

            Examples:
              huddle-server health
              huddle-server health --ready --data /var/lib/huddle-server
            """)

    @OptionGroup var data: DataOptions

    @Flag(help: "Ask whether it also writes to its disk and reads that back.")
    var ready = false

    @Option(help: "The server's address. Its certificate is not judged. (default: where the data's server listens)")
    var url: String?

    @Flag(help: "Print JSON: address, state.")
    var json = false

    func run() async throws {
        let environment = ServerEnvironment.current
        let server = try await server(environment)
        let question: HealthProbe.Question = ready ? .ready : .live
        try await HealthProbe(server: server).ask(question)
        if json {
            environment.print(try JSONText.of(HealthReport(address: server.text, state: question.rawValue)))
        } else {
            environment.print(question.rawValue)
        }
    }

    private func server(_ environment: ServerEnvironment) async throws -> ServerURL {
        if let url { return try ServerURL(url, setting: "--url") }
        let folder = DataFolder(try await Settings(data.flags, environment.variables).data)
        guard let listening = folder.listening else { throw HealthError.noServer(folder: folder.path) }
        return listening.local
    }
}

private struct HealthReport: Encodable {
    let address: String
    let state: String
}
