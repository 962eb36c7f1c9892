import HuddleClient
import HuddleCore
import Synchronization

/// The file of settings as it was read first, for all of one run, and what was said of it: nothing twice.
final class SettingsMemory: Sendable {
    private struct State {
        var file: Result<SettingsFile?, any Error>?
        var said: Set<String> = []
    }

    private let state = Mutex(State())

    func file(_ read: () throws -> SettingsFile?) throws -> SettingsFile? {
        try state.withLock { state in
            let file = state.file ?? Result(catching: read)
            state.file = file
            return try file.get()
        }
    }

    func isNew(_ remark: String) -> Bool { state.withLock { $0.said.insert(remark).inserted } }

    func forget() { state.withLock { $0.file = nil } }
}

/// The settings of whoever runs this, read from their file when they are wanted.
extension CommandEnvironment {
    /// Where the file is, or would be; nil where no folder for settings is known.
    ///
    /// Source: XDG Base Directory Specification, "Environment variables": a relative path there is ignored.
    var settingsPath: String? {
        if let folder = setVariable(.xdgConfigHome), folder.hasPrefix("/") { return folder + "/huddle/config" }
        return setVariable(.home).map { $0 + "/.config/huddle/config" }
    }

    /// What a setting is, as far as the file can be read. A value that it cannot have is named, and counts as none.
    func value(of setting: Setting) -> String? {
        guard let path = settingsPath else { return nil }
        do {
            guard let (value, line) = try settingsFile()?.value(of: setting) else { return nil }
            if setting.allows(value) { return value }
            remark(
                "\(path.visible), line \(line): \(setting.rawValue) is \(setting.allowed), not \"\(value.visible)\". "
                    + "It counts as not set.")
        } catch {
            remark("The settings cannot be read. \(error)")
        }
        return nil
    }

    private func remark(_ text: String) {
        if settings.isNew(text) { say(text) }
    }

    func isOn(_ setting: Setting) -> Bool { (value(of: setting) ?? setting.standard) == "on" }

    /// The file, nil where there is none.
    ///
    /// - Throws: `SettingsError`, `HomeError`, `UsageError.notUTF8`.
    func settingsFile() throws -> SettingsFile? { try settings.file(readSettings) }

    private func readSettings() throws -> SettingsFile? {
        guard let path = settingsPath, let bytes = try Files.readWhole(path, limit: Limits.settingsFileBytes) else {
            return nil
        }
        guard bytes.count <= Limits.settingsFileBytes else { throw SettingsError.tooLong(path: path) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw UsageError.notUTF8(what: path.visible)
        }
        return SettingsFile(parsing: text)
    }

    /// - Throws: `SettingsError.noFolder`, and what the disk answers.
    func write(_ file: SettingsFile) throws {
        guard let path = settingsPath else { throw SettingsError.noFolder }
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? path
        try Files.createFolder(folder)
        try Files.write(to: path) { append in try append(Array(file.text.utf8)) }
        settings.forget()
    }
}

/// What is wrong with a setting or its file. Nothing was changed.
enum SettingsError: Error, Hashable, Sendable {
    case unknown(String)
    case badValue(Setting, String)
    case tooLong(path: String)
    case noFolder
}

extension SettingsError: InputError {
    var exitCode: ExitCode {
        switch self {
        case .unknown, .badValue, .noFolder: .usage
        case .tooLong: .badData
        }
    }

    var description: String {
        switch self {
        case .unknown(let key):
            "There is no setting \"\(key.visible)\"."
                + (NearestWord.to(key, in: Setting.allCases.map(\.rawValue)).map { " Did you mean \"\($0)\"?" } ?? "")
                + " Known are: \(Setting.allCases.map(\.rawValue).joined(separator: ", "))."
        case .badValue(let setting, let value):
            "\(setting.rawValue) cannot be \"\(value.visible)\": it is \(setting.allowed)."
        case .tooLong(let path):
            "\(path.visible) has more than \(Limits.settingsFileBytes) bytes, which no file of settings has."
        case .noFolder:
            "It is not known where your settings are: neither XDG_CONFIG_HOME nor HOME is set."
        }
    }
}

extension Setting {
    /// - Throws: `SettingsError.unknown`.
    static func named(_ key: String) throws(SettingsError) -> Setting {
        guard let setting = Setting(rawValue: key) else { throw .unknown(key) }
        return setting
    }
}
