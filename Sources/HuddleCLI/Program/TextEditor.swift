import HuddleClient
import HuddleCore
import HuddleStore

/// Lets the user write in a program of their choice.
struct TextEditor {
    private let home: Home
    private let environment: CommandEnvironment

    init(_ home: Home, _ environment: CommandEnvironment) {
        self.home = home
        self.environment = environment
    }

    /// - Returns: What the file says then.
    /// - Throws: `MergingError.editorFailed`, and what the disk answers. The file is removed in any case.
    func edit(_ contents: String) throws -> String {
        let command =
            environment.value(of: .editor) ?? environment.setVariable(.visual) ?? environment.setVariable(.editor)
            ?? "vi"
        // In the home folder, which nobody else may look into.
        let path = home.path + "/editing-\(Hex.encode(environment.host.random())).txt"
        try Files.write(Array(contents.utf8), to: path)
        defer { try? Files.remove(path) }
        guard environment.editor(command, path) else { throw MergingError.editorFailed(command) }
        let bytes = try Files.readWhole(path, limit: Limits.importFileBytes) ?? []
        guard let file = String(validating: bytes, as: UTF8.self) else {
            throw UsageError.notUTF8(what: "What the editor wrote")
        }
        return file
    }
}
