import HuddleClient
import HuddleCore
import HuddleStore

/// Lets the user write in a program of their choice.
struct TextEditor {
    /// Every file begins with this. Vim takes settings from lines of a file, `vim: set …`, and others wrote some of these lines: whatever
    /// the user's own settings say, this line turns that off before Vim looks at the next one.
    ///
    /// Source: Vim's `:help modeline`. Options on Vim's command line would not do: the user's settings are read after `--cmd`, and the
    /// file before `-c`.
    static let firstLine = "# vim: set nomodeline:"

    private let home: Home
    private let environment: CommandEnvironment

    init(_ home: Home, _ environment: CommandEnvironment) {
        self.home = home
        self.environment = environment
    }

    /// What was written is kept in the file, and the user told where, unless it was used.
    ///
    /// - Parameters:
    ///   - contents: What the editor opens with, `firstLine` first, and nothing in it that a terminal obeys.
    ///   - untouched: What holds nothing of the user's; nil for `contents`. Where a file opens again, that is what it first said.
    ///   - use: Takes what the file says then.
    /// - Throws: `MergingError.editorFailed`, what the disk answers, and what `use` throws.
    func edit<Result>(
        _ contents: String, untouched: String? = nil, _ use: (String) throws -> Result
    ) throws -> Result {
        precondition(contents.hasPrefix(Self.firstLine + "\n"), "lines of the text could be settings")
        let command =
            environment.value(of: .editor) ?? environment.setVariable(.visual) ?? environment.setVariable(.editor)
            ?? "vi"
        // In the home folder, which nobody else may look into.
        let path = home.path + "/editing-\(Hex.encode(environment.host.random())).txt"
        try Files.write(Array(contents.utf8), to: path)
        do {
            guard environment.editor(command, path) else { throw MergingError.editorFailed(command) }
            let bytes = try Files.readWhole(path, limit: Limits.importFileBytes) ?? []
            guard let file = String(validating: bytes, as: UTF8.self) else {
                throw UsageError.notUTF8(what: "What the editor wrote")
            }
            let result = try use(file)
            try? Files.remove(path)
            return result
        } catch {
            if (try? Files.readWhole(path, limit: Limits.importFileBytes)) == Array((untouched ?? contents).utf8) {
                try? Files.remove(path)
            } else {
                environment.say("What you wrote is kept in \(path.visible).")
            }
            throw error
        }
    }
}
