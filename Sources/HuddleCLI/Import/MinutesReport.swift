import HuddleCore
import HuddleFormats
import HuddleStore

/// What an import took from one file.
struct MinutesReport {
    let file: String
    let minutes: Minutes
    let meeting: RecordID
    /// The short id of the meeting, once it is here.
    let meetingName: String?
    let meetingOutcome: TakenOver
    /// For each action of the minutes.
    let outcomes: [TakenOver]

    private var newCount: Int { outcomes.count { $0 == .new } }

    func text(isVerbose: Bool, isDryRun: Bool) -> String {
        let name = (meetingOutcome == .new ? "new meeting" : "meeting") + (meetingName.map { " " + $0 } ?? "")
        var text =
            "\(file.visible): \(minutes.title.visible)" + (minutes.day.map { ", " + $0.text } ?? "") + " (\(name)): "
        text += counts + "\n"
        guard isVerbose else { return text }
        for (action, outcome) in zip(minutes.actions, outcomes) {
            let owners = action.owners.isEmpty ? "" : " · " + action.owners.map(\.visible).joined(separator: ", ")
            let guess = action.isGuess ? ", guessed \(action.kind.rawValue)" : ""
            let note = Self.word(outcome) + guess + (action.isDone ? ", done" : "")
            text += "  line \(action.line), \(note): \(action.text.visible)\(owners)\n"
        }
        for line in minutes.skipped {
            text += "  line \(line.line), skipped, \(line.reason): \(TextWidth.cut(line.text.visible, to: 100))\n"
        }
        return text
    }

    static func total(_ reports: [MinutesReport]) -> String {
        let all = reports.reduce(0) { $0 + $1.outcomes.count }
        let new = reports.reduce(0) { $0 + $1.newCount }
        let skipped = reports.reduce(0) { $0 + $1.minutes.skipped.count }
        return
            "\(reports.count) files: \(Plural.text(new, "new action")), \(all - new) already here, \(skipped) skipped."
    }

    private var counts: String {
        let guessed = zip(minutes.actions, outcomes).count { $0.isGuess && $1 == .new }
        let updated = outcomes.count { if case .updated = $0 { true } else { false } }
        return "\(Plural.text(newCount, "new action"))" + (guessed > 0 ? " (\(guessed) guessed)" : "")
            + ", \(outcomes.count - newCount) already here" + (updated > 0 ? " (\(updated) updated)" : "")
            + ", \(minutes.skipped.count) skipped"
    }

    private static func word(_ outcome: TakenOver) -> String {
        switch outcome {
        case .new: "new"
        case .updated: "updated"
        case .unchanged, .otherType: "here"
        case .deleted: "deleted here"
        }
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("file", file)
            json.member("meeting", meeting.text)
            json.member("title", minutes.title)
            json.member("day", minutes.day?.text)
            json.member("people", minutes.people.map(\.name))
            json.key("actions")
            json.array { json in
                for (action, outcome) in zip(minutes.actions, outcomes) { Self.write(action, outcome, to: &json) }
            }
            json.key("skipped")
            json.array { json in
                for line in minutes.skipped {
                    json.object { json in
                        json.member("line", line.line)
                        json.member("text", line.text)
                        json.member("reason", line.reason.rawValue)
                    }
                }
            }
        }
    }

    private static func write(_ action: MinutesAction, _ outcome: TakenOver, to json: inout JSONWriter) {
        json.object { json in
            json.member("line", action.line)
            json.member("kind", action.kind.rawValue)
            json.member("guessed", action.isGuess)
            json.member("text", action.text)
            json.member("owners", action.owners)
            json.member("topic", action.topic)
            json.member("due", action.due?.text)
            json.member("done", action.isDone)
            json.member("new", outcome == .new)
            json.member("outcome", word(outcome))
        }
    }
}
