import HuddleClient
import HuddleCore
import HuddleStore

/// What was not done, because it reaches further than was asked for. Nothing was changed.
enum MergingError: Error, Hashable, Sendable {
    /// To undo would overrule what others wrote since.
    case wouldOverrule([LookupError.Candidate])
    /// So many conflicts at once need a yes.
    case notConfirmed(conflicts: Int)
    case editorFailed(String)
}

extension MergingError: CustomStringConvertible {
    var description: String {
        switch self {
        case .wouldOverrule(let entries):
            "Others, or you on another machine, have written since to what would be undone. Nothing was changed: "
                + "`huddle undo --force` does it all the same, and what was written stays in `huddle history`.\n"
                + Self.list(entries)
        case .notConfirmed(let conflicts):
            "This would decide \(Plural.text(conflicts, "conflict")) at once. Nothing was changed: --yes does it."
        case .editorFailed(let command):
            "The editor \"\(command.visible)\" did not end well. Nothing was changed: set VISUAL or EDITOR, or use --text."
        }
    }

    /// The same, to be answered with yes or no.
    var question: String {
        switch self {
        case .wouldOverrule(let entries):
            "Others, or you on another machine, have written since to what would be undone:\n\(Self.list(entries))\nUndo it all the same?"
        case .notConfirmed(let conflicts): "This decides \(Plural.text(conflicts, "conflict")) at once. Go on?"
        case .editorFailed: "Try again?"
        }
    }

    private static let entriesNamed = 10

    private static func list(_ entries: [LookupError.Candidate]) -> String {
        let more = entries.count - entriesNamed
        return entries.prefix(entriesNamed).map { "  \($0.shortID)  \($0.title.visible)" }.joined(separator: "\n")
            + (more > 0 ? "\n  and \(more) more" : "")
    }
}
