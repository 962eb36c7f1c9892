import Configuration
import Foundation
import HuddleCore

/// The names of the server's settings: flags as they are, `HUDDLE_…` in the environment, keys in the file.
enum SettingName: String, CaseIterable, Hashable, Sendable {
    case data
    case listen
    case behindProxy = "behind-proxy"
    case publicURL = "public-url"
    case requestsPerAddress = "requests-per-address"
    case requestsPerAccount = "requests-per-account"
    case joinsPerAddress = "joins-per-address"
    case connectionsPerAddress = "connections-per-address"
}

/// What the command line says of the settings.
struct SettingFlags: Sendable {
    /// The file that `--config` names.
    let file: String?
    var values: [SettingName: String] = [:]

    init(file: String?) {
        self.file = file
    }
}

/// The server's settings: each from its flag, else the environment, else the file, else its default.
struct Settings: Hashable, Sendable {
    let data: String
    let listen: ListenAddress
    /// Empty where nothing stands in front.
    let proxies: Proxies
    let publicURL: ServerURL?
    let rates: TrafficRates

    /// - Throws: `CommandError`.
    init(_ flags: SettingFlags, _ variables: [String: String]) async throws {
        let reader = try Self.reader(flags, variables)
        data = try await reader.text(.data) ?? Self.standardFolder(variables)
        let address = try await reader.text(.listen) ?? ListenAddress.standard.text
        guard let listen = ListenAddress(address) else {
            throw CommandError.badSetting(
                name: "listen", value: address, wanted: "an address and a port, such as \(ListenAddress.standard.text)")
        }
        self.listen = listen
        proxies = try await reader.proxies(.behindProxy) ?? .none
        publicURL = try await reader.text(.publicURL).map { try ServerURL($0, setting: "public-url") }
        var rates = TrafficRates()
        rates.perAddress = try await reader.number(.requestsPerAddress) ?? rates.perAddress
        rates.perAccount = try await reader.number(.requestsPerAccount) ?? rates.perAccount
        rates.joinsPerAddress = try await reader.number(.joinsPerAddress) ?? rates.joinsPerAddress
        rates.connectionsPerAddress = try await reader.number(.connectionsPerAddress) ?? rates.connectionsPerAddress
        self.rates = rates
    }

    var isBehindProxy: Bool { !proxies.ranges.isEmpty }

    private static func reader(_ flags: SettingFlags, _ variables: [String: String]) throws -> ConfigReader {
        let given = flags.values.map { (AbsoluteConfigKey([$0.rawValue]), ConfigValue(.string($1), isSecret: false)) }
        var providers: [any ConfigProvider] = [
            InMemoryProvider(name: "flags", values: Dictionary(uniqueKeysWithValues: given)),
            EnvironmentVariablesProvider(environmentVariables: variables).prefixKeys(with: "huddle"),
        ]
        if let path = flags.file ?? variables["HUDDLE_CONFIG"] { providers.append(try SettingsFile.provider(path)) }
        return ConfigReader(providers: providers)
    }

    private static func standardFolder(_ variables: [String: String]) -> String {
        if let folder = variables["XDG_DATA_HOME"], folder.hasPrefix("/") { return folder + "/huddle-server" }
        return (variables["HOME"] ?? NSHomeDirectory()) + "/.local/share/huddle-server"
    }
}

extension ConfigReader {
    fileprivate func text(_ name: SettingName) async throws -> String? {
        do {
            return try await fetchString(forKey: ConfigKey([name.rawValue]))
        } catch {
            throw CommandError.badSetting(name: name.rawValue, value: "\(error)", wanted: "a text")
        }
    }

    fileprivate func number(_ name: SettingName) async throws -> Int? {
        guard let text = try await text(name) else { return nil }
        guard let number = Int(text), (1...1_000_000).contains(number) else {
            throw CommandError.badSetting(name: name.rawValue, value: text, wanted: "a number from 1 to 1000000")
        }
        return number
    }

    fileprivate func proxies(_ name: SettingName) async throws -> Proxies? {
        guard let text = try await text(name) else { return nil }
        let ranges = text.split(separator: ",").map { AddressRange(String($0).trimmed) }
        guard !ranges.isEmpty, ranges.allSatisfy({ $0 != nil }) else {
            throw CommandError.badSetting(
                name: name.rawValue, value: text,
                wanted: "the proxies' addresses, such as 127.0.0.1 or 10.0.0.0/8, with commas between them")
        }
        return Proxies(ranges: ranges.compactMap { $0 })
    }
}
