package import HuddleCore

/// What a file of meeting minutes says, as far as it says it outright: the meeting, its people and its actions.
package struct Minutes: Hashable, Sendable {
    /// The file's name without folders.
    package let fileName: String
    /// From the heading, without its date; else from the file's name.
    package let title: String
    /// From the heading; else from the file's name; else from a line `Date:` near the top.
    package let day: CivilDate?
    /// From the attendance list, each once, in its order.
    package let people: [Attendee]
    /// In the order of the file.
    package let actions: [MinutesAction]
    /// What looks like an action and was not taken, in the order of the file.
    package let skipped: [SkippedLine]
}

/// Something that the minutes ask somebody to do, or, where they are guessed at, something that was decided.
package struct MinutesAction: Hashable, Sendable {
    package let kind: EntryKind
    /// Whether a sentence was taken for it that marks nothing.
    package let isGuess: Bool
    /// As written, on one line, without the marker.
    package let text: String
    /// Names from the attendance list where they could be matched, else as written.
    package let owners: [String]
    /// The agenda point or heading that it stood under.
    package let topic: String?
    /// Counted from 1.
    package let line: Int
    /// Ticked off, or reported as finished.
    package let isDone: Bool
    package let due: CivilDate?
}

/// A line that looks like an action and was not taken.
package struct SkippedLine: Hashable, Sendable {
    /// Counted from 1.
    package let line: Int
    package let text: String
    package let reason: SkipReason
}

/// Why a line that looks like an action was not taken.
package enum SkipReason: String, CaseIterable, Hashable, Sendable {
    case empty
    case saysNone
    case requested
    case earlierMeeting
    case sentence
    case tooLong
}

extension SkipReason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .empty: "nothing stands after the marker"
        case .saysNone: "it says that there is none"
        case .requested: "it asks for attention and names no action"
        case .earlierMeeting: "it repeats an action of an earlier meeting"
        case .sentence: "a sentence speaks of an action without marking one"
        case .tooLong: "it is longer than the \(Limits.textBytes) bytes that a text may have"
        }
    }
}
