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

    @Option(
        help: """
            Addresses of the proxies with TLS that stand in front, such as 127.0.0.1 or 10.0.0.0/8,::1. What these say \
            of where a call comes from is believed, and other machines may be let in.
            """)
    var behindProxy: String?

    @Option(
        name: .customLong("public-url"), help: "The address that people reach this server by; it goes into invitations."
    )
    var publicURL: String?

    func run() async throws {
        var flags = data.flags
        flags.values[.listen] = listen
        flags.values[.publicURL] = publicURL
        flags.values[.behindProxy] = behindProxy
        let environment = ServerEnvironment.current
        try await Serving(settings: try await Settings(flags, environment.variables), environment: environment).run()
    }
}
