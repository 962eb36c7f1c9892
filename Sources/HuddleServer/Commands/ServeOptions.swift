import ArgumentParser

/// The flags of all settings.
struct ServeOptions: ParsableArguments {
    @OptionGroup var data: DataOptions

    @Option(help: help(.listen)) var listen: String?
    @Option(name: .customLong("public-url"), help: help(.publicURL)) var publicURL: String?
    @Option(help: help(.tlsCertificate)) var tlsCertificate: String?
    @Option(help: help(.tlsKey)) var tlsKey: String?
    @Option(help: help(.behindProxy)) var behindProxy: String?
    @Option(help: help(.metricsListen)) var metricsListen: String?
    @Option(help: help(.logFormat)) var logFormat: String?
    @Option(help: help(.logLevel)) var logLevel: String?
    @Option(help: help(.stopSeconds)) var stopSeconds: String?
    @Option(help: help(.requestsPerAddress)) var requestsPerAddress: String?
    @Option(help: help(.requestsPerAccount)) var requestsPerAccount: String?
    @Option(help: help(.joinsPerAddress)) var joinsPerAddress: String?
    @Option(help: help(.feedsPerAddress)) var feedsPerAddress: String?
    @Option(help: help(.connectionsPerAddress)) var connectionsPerAddress: String?
    @Option(help: help(.listeners)) var listeners: String?
    @Option(help: help(.listenersPerAccount)) var listenersPerAccount: String?
    @Option(help: help(.webhookAllowNetworks)) var webhookAllowNetworks: String?
    @Option(name: .customLong("webhook-ca-file"), help: help(.webhookCAFile)) var webhookCAFile: String?

    var flags: SettingFlags {
        var flags = data.flags
        for name in SettingName.allCases where name != .data { flags.values[name] = value(of: name) }
        return flags
    }

    private func value(of name: SettingName) -> String? {
        switch name {
        case .data: data.data
        case .listen: listen
        case .publicURL: publicURL
        case .tlsCertificate: tlsCertificate
        case .tlsKey: tlsKey
        case .behindProxy: behindProxy
        case .metricsListen: metricsListen
        case .logFormat: logFormat
        case .logLevel: logLevel
        case .stopSeconds: stopSeconds
        case .requestsPerAddress: requestsPerAddress
        case .requestsPerAccount: requestsPerAccount
        case .joinsPerAddress: joinsPerAddress
        case .feedsPerAddress: feedsPerAddress
        case .connectionsPerAddress: connectionsPerAddress
        case .listeners: listeners
        case .listenersPerAccount: listenersPerAccount
        case .webhookAllowNetworks: webhookAllowNetworks
        case .webhookCAFile: webhookCAFile
        }
    }

    private static func help(_ name: SettingName) -> ArgumentHelp {
        let standard = name.standard.map { " (default: \($0))" } ?? ""
        return ArgumentHelp(stringLiteral: name.help + standard)
    }
}
