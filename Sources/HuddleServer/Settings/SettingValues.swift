import Configuration
import Foundation
import HuddleCore
import Synchronization

/// What the command line says of the settings.
struct SettingFlags: Sendable {
    /// The file that `--config` names.
    let file: String?
    var values: [SettingName: String] = [:]

    init(file: String?) {
        self.file = file
    }
}

/// Where a setting's value comes from, the strongest first.
enum SettingSource: String, CaseIterable, Hashable, Sendable {
    case flag, environment, file
    /// Nothing was said.
    case standard = "default"
}

/// The settings as they were given: each from its flag, else the environment, else the file, else its default.
struct SettingValues: Sendable {
    struct Value: Hashable, Sendable {
        /// Nil for one that is not set and has no default.
        let text: String?
        let source: SettingSource
    }

    private(set) var all: [SettingName: Value] = [:]
    /// Variables that look like settings and are none, each with the nearest that is one.
    let strayVariables: [(name: String, nearest: String?)]

    /// - Parameter variables: The process's environment. One that is empty is as good as none.
    /// - Throws: `CommandError`.
    init(_ flags: SettingFlags, _ variables: [String: String]) async throws {
        strayVariables = Self.strays(in: variables)
        let notes = SourceNotes()
        let reader = try Self.reader(flags, variables.filter { !$0.value.isEmpty }, notes)
        for name in SettingName.allCases {
            let text: String?
            do {
                text = try await reader.fetchString(forKey: ConfigKey([name.rawValue]))
            } catch {
                throw CommandError.badSetting(name: name.rawValue, value: "\(error)", wanted: "a text")
            }
            let standard = name == .data ? Self.standardFolder(variables) : name.standard
            all[name] = Value(text: text ?? standard, source: text == nil ? .standard : notes.last)
        }
    }

    subscript(name: SettingName) -> String? { all[name]?.text }

    private static func reader(
        _ flags: SettingFlags, _ variables: [String: String], _ notes: SourceNotes
    ) throws -> ConfigReader {
        let given = flags.values.map { (AbsoluteConfigKey([$0.rawValue]), ConfigValue(.string($1), isSecret: false)) }
        // In the order of `SettingSource`.
        var providers: [any ConfigProvider] = [
            InMemoryProvider(name: "flags", values: Dictionary(uniqueKeysWithValues: given)),
            EnvironmentVariablesProvider(environmentVariables: variables).prefixKeys(with: "huddle"),
        ]
        if let path = flags.file ?? variables["HUDDLE_CONFIG"] { providers.append(try SettingsFile.provider(path)) }
        return ConfigReader(providers: providers, accessReporter: notes)
    }

    private static func standardFolder(_ variables: [String: String]) -> String {
        if let folder = variables["XDG_DATA_HOME"], folder.hasPrefix("/") { return folder + "/huddle-server" }
        return (variables["HOME"] ?? NSHomeDirectory()) + "/.local/share/huddle-server"
    }

    private static func strays(in variables: [String: String]) -> [(name: String, nearest: String?)] {
        let known = SettingName.allCases.map(\.variable)
        return variables.keys.sorted().filter { name in
            name.hasPrefix(SettingName.variablePrefix) && !known.contains(name)
                && !SettingName.otherVariables.contains(name)
        }.map { ($0, NearestWord.to($0, in: known)) }
    }
}

/// Notes which of the sources had the value that was read last.
private final class SourceNotes: AccessReporter {
    private let latest = Mutex(SettingSource.standard)

    var last: SettingSource { latest.withLock { $0 } }

    func report(_ event: AccessEvent) {
        let position = event.providerResults.firstIndex { (try? $0.result.get().value) != nil }
        latest.withLock { $0 = position.map { SettingSource.allCases[$0] } ?? .standard }
    }
}
