import HuddleCore
import HuddleFormats

/// What an import took from one file.
struct MinutesReport {
    let file: String
    let minutes: Minutes
    let meeting: RecordID
    /// For each action of the minutes, whether it was not here before.
    let newActions: [Bool]

    private var newCount: Int { newActions.count { $0 } }

    func text(isVerbose: Bool, isDryRun: Bool) -> String {
        var text = "\(file.visible): \(minutes.title.visible)" + (minutes.day.map { ", " + $0.text } ?? "") + ": "
        text += counts + "\n"
        guard isVerbose else { return text }
        for (action, isNew) in zip(minutes.actions, newActions) {
            let owners = action.owners.isEmpty ? "" : " · " + action.owners.map(\.visible).joined(separator: ", ")
            let note = (isNew ? "new" : "here") + (action.isDone ? ", done" : "")
            text += "  line \(action.line), \(note): \(action.text.visible)\(owners)\n"
        }
        for line in minutes.skipped {
            text += "  line \(line.line), skipped, \(line.reason): \(TextWidth.cut(line.text.visible, to: 100))\n"
        }
        return text
    }

    static func total(_ reports: [MinutesReport]) -> String {
        let all = reports.reduce(0) { $0 + $1.newActions.count }
        let new = reports.reduce(0) { $0 + $1.newCount }
        let skipped = reports.reduce(0) { $0 + $1.minutes.skipped.count }
        return
            "\(reports.count) files: \(Plural.text(new, "new action")), \(all - new) already here, \(skipped) skipped."
    }

    private var counts: String {
        "\(Plural.text(newCount, "new action")), \(newActions.count - newCount) already here, "
            + "\(minutes.skipped.count) skipped"
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
                for (action, isNew) in zip(minutes.actions, newActions) { Self.write(action, isNew: isNew, to: &json) }
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

    private static func write(_ action: MinutesAction, isNew: Bool, to json: inout JSONWriter) {
        json.object { json in
            json.member("line", action.line)
            json.member("text", action.text)
            json.member("owners", action.owners)
            json.member("topic", action.topic)
            json.member("due", action.due?.text)
            json.member("done", action.isDone)
            json.member("new", isNew)
        }
    }
}
