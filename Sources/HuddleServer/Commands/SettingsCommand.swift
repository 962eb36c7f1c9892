import ArgumentParser
import HuddleCore

struct SettingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings",
        abstract: "Show the settings that `serve` would run with, and where each comes from.",
        discussion: """
            They are checked as `serve` checks them. There are no secrets among them: those stand in files of their own.

            Examples:
              huddle-server settings
              HUDDLE_LISTEN=0.0.0.0:8787 huddle-server settings --config /etc/huddle/settings.json --json
            """)

    @OptionGroup var serve: ServeOptions

    @Flag(help: "Print JSON: a list of settings.")
    var json = false

    func run() async throws {
        let environment = ServerEnvironment.current
        let values = try await SettingValues(serve.flags, environment.variables)
        let settings = try Settings(values)
        if json { environment.print(try JSONText.of(SettingName.allCases.map { Row($0, values) })) }
        if !json { for line in Self.lines(values) { environment.print(line) } }
        for stray in values.strayVariables {
            let hint = stray.nearest.map { " Did you mean \($0)?" } ?? ""
            environment.say("\(stray.name.visible) is set and is no setting.\(hint)")
        }
        if settings.isExposed { environment.say("\(CommandError.exposed(address: settings.listen.text))") }
    }

    private static func lines(_ values: SettingValues) -> [String] {
        let rows = SettingName.allCases.map { ($0.rawValue, values[$0]?.visible ?? "-", source(of: $0, values)) }
        let widths = (rows.map(\.0.count).max() ?? 0, rows.map(\.1.count).max() ?? 0)
        return rows.map { name, value, source in
            name + String(repeating: " ", count: widths.0 - name.count + 2) + value
                + String(repeating: " ", count: widths.1 - value.count + 2) + source
        }
    }

    private static func source(of name: SettingName, _ values: SettingValues) -> String {
        let source = values.all[name]?.source ?? .standard
        return switch source {
        case .flag: "--\(name.rawValue)"
        case .environment: name.variable
        case .file, .standard: source.rawValue
        }
    }

    private struct Row: Encodable {
        let name: String
        let value: String?
        let source: String
        let variable: String
        let help: String

        init(_ name: SettingName, _ values: SettingValues) {
            self.name = name.rawValue
            value = values[name]
            source = (values.all[name]?.source ?? .standard).rawValue
            variable = name.variable
            help = name.help
        }
    }
}
