import ArgumentParser

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the server until it is told to stop (SIGTERM or Ctrl-C).",
        discussion: """
            Once calls are taken, one line on standard output says where: huddle-server listens on http://127.0.0.1:8787. \
            The log goes to standard error, a line for each request, with the id that the answer has in X-Request-Id.

            Beyond this machine it serves with TLS alone: its own (--tls-certificate and --tls-key), or that of a proxy in \
            front (--behind-proxy). SIGHUP reads the certificate anew.

            Examples:
              huddle-server serve --data ~/huddle-data
              huddle-server serve --listen 0.0.0.0:443 --tls-certificate chain.pem --tls-key key.pem
            """)

    @OptionGroup var options: ServeOptions

    func run() async throws {
        let environment = ServerEnvironment.current
        let values = try await SettingValues(options.flags, environment.variables)
        try await Serving(settings: try Settings(values), environment: environment).run(
            warningOf: values.strayVariables.map(\.name))
    }
}
