import HuddleClient
import HuddleCore
import HuddleStore

/// A text to be edited, and below it what was written by whom.
struct EditorPage {
    /// What stands from here on is no part of the text. No line of the text is the same.
    private let line: String
    private let text: EditableText
    /// The whole file.
    let contents: String

    init(_ history: FieldHistory, of shortID: String, _ environment: CommandEnvironment) {
        text = EditableText(history.winner?.value.text ?? "")
        line = Self.line(notIn: text.shown)
        let values = ValueText(environment)
        var notes = [
            line,
            "# What you write between the first line and this one becomes the \(history.words) of \(shortID).",
            "# Unchanged or empty, nothing is done.",
        ]
        for value in [history.commonBase].compactMap({ $0 }) + history.open {
            let mark = value.standing == .winner ? ", shown now" : value.standing == .replaced ? ", before" : ""
            notes += ["#", "# \(value.number)\(mark): \(values.origin(of: value))"]
            let words = value.value.text?.visibleLines ?? value.words
            notes += words.split(separator: "\n", omittingEmptySubsequences: false).map { "#   \($0)" }
        }
        contents = TextEditor.firstLine + "\n" + text.shown + "\n" + notes.joined(separator: "\n") + "\n"
    }

    private static func line(notIn text: String) -> String {
        let taken = Set(text.editedLines)
        var dashes = "----"
        while true {
            let line = "# \(dashes) what stands below this line is left out \(dashes)"
            if !taken.contains(line[...]) { return line }
            dashes += "-"
        }
    }

    /// What an edited file says; nil where that is nothing, or what it said before.
    func edited(_ file: String) -> String? {
        var lines = file.editedLines[...]
        if lines.first == TextEditor.firstLine[...] { lines = lines.dropFirst() }
        let kept = lines.prefix { $0 != line[...] }.joined(separator: "\n").trimmed
        return kept.isEmpty || kept == text.shown ? nil : text.restored(kept)
    }
}
