import HuddleCore
import Logging

/// The server's settings, checked.
struct Settings: Sendable {
    let data: String
    let listen: ListenAddress
    let tls: CertificateFiles?
    /// Empty where nothing stands in front.
    let proxies: Proxies
    let publicURL: ServerURL?
    /// Nil where nobody wants figures.
    let metricsListen: ListenAddress?
    let logFormat: LogFormat
    let logLevel: Logger.Level
    let stopSeconds: Int
    let rates: TrafficRates
    let listeners: ListenerLimits
    let webhooks: WebhookSettings

    /// - Throws: `CommandError`.
    init(_ flags: SettingFlags, _ variables: [String: String]) async throws {
        try self.init(try await SettingValues(flags, variables))
    }

    init(_ values: SettingValues) throws(CommandError) {
        data = values[.data] ?? ""
        listen = try values.address(.listen) ?? .standard
        tls = try values.certificateFiles()
        proxies = try values.proxies(.behindProxy) ?? .none
        publicURL = try values.url(.publicURL)
        metricsListen = try values.address(.metricsListen)
        logFormat = try values.choice(.logFormat, LogFormat.init(rawValue:), wanted: LogFormat.allNames) ?? .text
        logLevel =
            try values.choice(
                .logLevel, Logger.Level.init(rawValue:),
                wanted: Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")) ?? .info
        stopSeconds = try values.number(.stopSeconds) ?? Int(Limits.stopSeconds)
        var rates = TrafficRates()
        rates.perAddress = try values.number(.requestsPerAddress) ?? rates.perAddress
        rates.perAccount = try values.number(.requestsPerAccount) ?? rates.perAccount
        rates.joinsPerAddress = try values.number(.joinsPerAddress) ?? rates.joinsPerAddress
        rates.feedsPerAddress = try values.number(.feedsPerAddress) ?? rates.feedsPerAddress
        rates.connectionsPerAddress = try values.number(.connectionsPerAddress) ?? rates.connectionsPerAddress
        self.rates = rates
        var listeners = ListenerLimits()
        listeners.total = try values.number(.listeners) ?? listeners.total
        listeners.perAccount = try values.number(.listenersPerAccount) ?? listeners.perAccount
        self.listeners = listeners
        webhooks = WebhookSettings(
            rules: TargetRules(
                allowed: try values.ranges(
                    .webhookAllowNetworks, wanted: "networks, such as 10.1.0.0/16, with commas between them") ?? []),
            authorityFile: values[.webhookCAFile])
    }

    var isBehindProxy: Bool { !proxies.ranges.isEmpty }

    /// Whether what goes over the network could be read there by others.
    var isExposed: Bool { !listen.isLoopback && !isBehindProxy && tls == nil }
}

extension SettingValues {
    fileprivate func choice<Choice>(
        _ name: SettingName, _ make: (String) -> Choice?, wanted: String
    ) throws(CommandError) -> Choice? {
        guard let text = self[name] else { return nil }
        guard let choice = make(text) else {
            throw .badSetting(name: name.rawValue, value: text, wanted: wanted)
        }
        return choice
    }

    fileprivate func address(_ name: SettingName) throws(CommandError) -> ListenAddress? {
        try choice(
            name, { ListenAddress($0) }, wanted: "an address and a port, such as \(ListenAddress.standard.text)")
    }

    fileprivate func number(_ name: SettingName) throws(CommandError) -> Int? {
        try choice(
            name, { text in Int(text).flatMap { (1...1_000_000).contains($0) ? $0 : nil } },
            wanted: "a number from 1 to 1000000")
    }

    fileprivate func url(_ name: SettingName) throws(CommandError) -> ServerURL? {
        guard let text = self[name] else { return nil }
        return try ServerURL(text, setting: name.rawValue)
    }

    fileprivate func proxies(_ name: SettingName) throws(CommandError) -> Proxies? {
        try ranges(name, wanted: "the proxies' addresses, such as 127.0.0.1 or 10.0.0.0/8, with commas between them")
            .map {
                Proxies(ranges: $0)
            }
    }

    fileprivate func ranges(_ name: SettingName, wanted: String) throws(CommandError) -> [AddressRange]? {
        guard let text = self[name] else { return nil }
        let ranges = text.split(separator: ",").map { AddressRange(String($0).trimmed) }
        guard !ranges.isEmpty, ranges.allSatisfy({ $0 != nil }) else {
            throw .badSetting(name: name.rawValue, value: text, wanted: wanted)
        }
        return ranges.compactMap { $0 }
    }

    fileprivate func certificateFiles() throws(CommandError) -> CertificateFiles? {
        switch (self[.tlsCertificate], self[.tlsKey]) {
        case (nil, nil): return nil
        case (let certificate?, let key?): return CertificateFiles(certificate: certificate, key: key)
        case (let certificate?, nil):
            throw .badSetting(
                name: SettingName.tlsCertificate.rawValue, value: certificate, wanted: "given together with tls-key")
        case (nil, let key?):
            throw .badSetting(
                name: SettingName.tlsKey.rawValue, value: key, wanted: "given together with tls-certificate")
        }
    }
}
