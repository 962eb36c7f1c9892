import ArgumentParser

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the server until it is told to stop (SIGTERM or Ctrl-C).",
        discussion: """
            Once calls are taken, one line on standard output says where: huddle-server listens on http://127.0.0.1:8787
            """)

    @OptionGroup var data: DataOptions

    @Option(help: "Address and port; port 0 takes a free one. (default: \(ListenAddress.standard.text))")
    var listen: String?

    @Flag(help: "A proxy with TLS stands in front: allow addresses that other machines can reach.")
    var behindProxy = false

    @Option(
        name: .customLong("public-url"), help: "The address that people reach this server by; it goes into invitations."
    )
    var publicURL: String?

    func run() async throws {
        var flags = data.flags
        flags.values[.listen] = listen
        flags.values[.publicURL] = publicURL
        if behindProxy { flags.values[.behindProxy] = "true" }
        let environment = ServerEnvironment.current
        try await Serving(settings: try await Settings(flags, environment.variables), environment: environment).run()
    }
}
