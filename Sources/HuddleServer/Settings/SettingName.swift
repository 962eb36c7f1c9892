import HuddleCore

/// The table of the server's settings. A name is a flag as it stands (`--listen`), a variable in the environment
/// (`HUDDLE_LISTEN`) and a key in the file.
///
/// None of them is a secret: what is secret stands in a file of its own, and the setting says where.
enum SettingName: String, CaseIterable, Hashable, Sendable {
    case data
    case listen
    case publicURL = "public-url"
    case tlsCertificate = "tls-certificate"
    case tlsKey = "tls-key"
    case behindProxy = "behind-proxy"
    case metricsListen = "metrics-listen"
    case logFormat = "log-format"
    case logLevel = "log-level"
    case stopSeconds = "stop-seconds"
    case requestsPerAddress = "requests-per-address"
    case requestsPerAccount = "requests-per-account"
    case joinsPerAddress = "joins-per-address"
    case feedsPerAddress = "feeds-per-address"
    case connectionsPerAddress = "connections-per-address"
    case listeners
    case listenersPerAccount = "listeners-per-account"
    case webhookAllowNetworks = "webhook-allow-networks"
    case webhookCAFile = "webhook-ca-file"

    /// In the environment.
    var variable: String { Self.variablePrefix + rawValue.uppercased().replacing("-", with: "_") }

    static let variablePrefix = "HUDDLE_"

    /// Names with that prefix that are no settings of the server: the file of settings itself, and what `huddle` reads.
    static let otherVariables: Set<String> = ["HUDDLE_CONFIG", "HUDDLE_HOME"]

    var help: String {
        switch self {
        case .data: "The folder of the server's data."
        case .listen: "Address and port; port 0 takes a free one."
        case .publicURL: "The address that people reach this server by; it goes into invitations."
        case .tlsCertificate:
            "A PEM file with the certificate and those between it and its authority. SIGHUP reads both files anew."
        case .tlsKey: "A PEM file with the certificate's key, which nobody but its owner and group may read."
        case .behindProxy:
            """
            Addresses of the proxies with TLS that stand in front, such as 127.0.0.1 or 10.0.0.0/8,::1. What these say \
            of where a call comes from is believed, and other machines may be let in.
            """
        case .metricsListen:
            """
            Another address and port, for /metrics in Prometheus' format, without TLS or a token: whoever reaches it \
            reads it. There are no names, ids or texts in it.
            """
        case .logFormat: "The form of the log on standard error: \(LogFormat.allNames)."
        case .logLevel: "The least that is logged: trace, debug, info, notice, warning, error or critical."
        case .stopSeconds: "How long open requests may take when the server is told to stop."
        case .requestsPerAddress: "Requests a second from one address, in the long run."
        case .requestsPerAccount: "Requests a second of one member, in the long run."
        case .joinsPerAddress: "Attempts to join a minute from one address."
        case .feedsPerAddress: "Readings of feeds a minute from one address."
        case .connectionsPerAddress: "Open connections from one address."
        case .listeners: "Open streams of events."
        case .listenersPerAccount: "Open streams of events of one member."
        case .webhookAllowNetworks:
            """
            Networks that webhooks may reach though they are not public, such as 10.1.0.0/16,fd00:1::/32. Whoever manages a space \
            can then have this server call machines there.
            """
        case .webhookCAFile:
            "A PEM file with authorities whose certificates webhooks' targets may have, beside the machine's."
        }
    }

    /// What holds where nothing is said; nil for nothing. The data's folder depends on the environment.
    var standard: String? {
        let rates = TrafficRates()
        return switch self {
        case .data, .publicURL, .tlsCertificate, .tlsKey, .behindProxy, .metricsListen, .webhookAllowNetworks,
            .webhookCAFile:
            nil
        case .listen: ListenAddress.standard.text
        case .logFormat: LogFormat.text.rawValue
        case .logLevel: "info"
        case .stopSeconds: "\(Limits.stopSeconds)"
        case .requestsPerAddress: "\(rates.perAddress)"
        case .requestsPerAccount: "\(rates.perAccount)"
        case .joinsPerAddress: "\(rates.joinsPerAddress)"
        case .feedsPerAddress: "\(rates.feedsPerAddress)"
        case .connectionsPerAddress: "\(rates.connectionsPerAddress)"
        case .listeners: "\(ListenerLimits().total)"
        case .listenersPerAccount: "\(ListenerLimits().perAccount)"
        }
    }
}
