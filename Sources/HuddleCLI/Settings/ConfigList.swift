import ArgumentParser
import HuddleCore
import HuddleFormats

/// Lists every setting with what it is.
struct ConfigList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List every setting with its value, and what the file says that no setting is.",
        discussion: HelpText.discussion(
            "",
            examples: [
                "huddle config list",
                "huddle config list --json",
            ]))

    @OptionGroup var global: GlobalOptions

    func run(in environment: CommandEnvironment) throws {
        let file = try environment.settingsFile()
        let settings = Setting.allCases.map { SettingValue($0, in: file) }
        if global.json {
            try environment.printJSON { json in
                json.array { json in for setting in settings { setting.write(to: &json) } }
            }
        } else {
            var table = TextTable(["setting", "value", "from", "what it is"], flexible: 3, expendable: [2])
            for setting in settings { table.add(setting.row) }
            try environment.output.write(table.text(columns: environment.output.columns, style: environment.style))
        }
        for stray in file?.strays ?? [] { environment.say(remark(stray, environment)) }
    }

    private func remark(_ stray: SettingsFile.Stray, _ environment: CommandEnvironment) -> String {
        let place = "\((environment.settingsPath ?? "").visible), line \(stray.number): "
        guard let key = stray.key else { return place + "this is no KEY = VALUE. It is kept and means nothing." }
        let nearest = NearestWord.to(key, in: Setting.allCases.map(\.rawValue)).map { " Did you mean \"\($0)\"?" } ?? ""
        return place + "there is no setting \"\(key.visible)\". It is kept and means nothing." + nearest
    }
}

/// A setting with what it is now.
struct SettingValue {
    let setting: Setting
    /// What the file says, even where it cannot be that.
    private let written: String?

    init(_ setting: Setting, in file: SettingsFile?) {
        self.setting = setting
        written = file?.value(of: setting)?.value
    }

    private var isValid: Bool { written.map { setting.allows($0) } ?? true }

    /// What holds.
    var value: String? { isValid ? written ?? setting.standard : setting.standard }

    var row: [TextTable.Cell] {
        let source = written == nil ? (value == nil ? "" : "default") : isValid ? "file" : "file (not valid)"
        return [
            TextTable.Cell(setting.rawValue, .bold), TextTable.Cell((written ?? value ?? "").visible),
            TextTable.Cell(source, .dim), TextTable.Cell(setting.purpose, .dim),
        ]
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("key", setting.rawValue)
            json.member("value", value)
            json.member("written", written)
            json.member("valid", isValid)
            json.member("default", setting.standard)
            json.member("allowed", setting.allowed)
            json.member("purpose", setting.purpose)
        }
    }
}
