import Configuration
import Foundation
import HuddleCore
import HuddleWire

/// The settings in a JSON file: `{"listen": "127.0.0.1:8787", "behind-proxy": "127.0.0.1"}`.
enum SettingsFile {
    static func provider(_ path: String) throws(CommandError) -> InMemoryProvider {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .badSettingsFile(path: path, detail: "there is no such file, or no permission to read it")
        }
        guard data.count <= Limits.settingsFileBytes else {
            throw .badSettingsFile(path: path, detail: "it has more than \(Limits.settingsFileBytes) bytes")
        }
        do throws(WireError) {
            _ = try JSONKeys.ofObject(Array(data))
        } catch {
            throw .badSettingsFile(path: path, detail: error.description)
        }
        guard let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
            throw .badSettingsFile(path: path, detail: "it is not a JSON object")
        }
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        for (name, value) in object {
            guard let setting = SettingName(rawValue: name) else {
                let nearest = NearestWord.to(name, in: SettingName.allCases.map(\.rawValue))
                let hint = nearest.map { ", did you mean \($0)?" } ?? ""
                throw .badSettingsFile(path: path, detail: "there is no setting \(name)\(hint)")
            }
            guard let text = text(value) else {
                throw .badSettingsFile(path: path, detail: "\(name) is neither a text nor a number")
            }
            values[AbsoluteConfigKey([setting.rawValue])] = ConfigValue(.string(text), isSecret: false)
        }
        return InMemoryProvider(name: "file", values: values)
    }

    private static func text(_ value: Any) -> String? {
        switch value {
        case let text as String: text
        case let number as Int: "\(number)"
        default: nil
        }
    }
}
