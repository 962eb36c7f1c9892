import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// One record in conflict, as it is printed.
struct ConflictPage {
    private let environment: CommandEnvironment
    private let values: ValueText

    init(_ environment: CommandEnvironment) {
        self.environment = environment
        values = ValueText(environment)
    }

    func text(of conflict: Conflict) -> String {
        let id = conflict.record.shortID
        var text =
            environment.style(id, .bold) + "  " + conflict.record.projection.type.name.visible + "  "
            + HuddleLog.title(of: conflict.record).visible + "\n"
        for field in conflict.fields { text += self.text(of: field) }
        if !conflict.fields.isEmpty {
            let field = conflict.fields.count > 1 ? " FIELD" : ""
            text += "  Decide with `huddle resolve \(id)\(field) --keep mine|theirs|latest|NUMBER`, --text or --edit.\n"
        }
        if conflict.record.projection.presence == .editedWhileDeleted {
            text +=
                "  Somebody deleted it and somebody else edited it or brought it back meanwhile, so it stays in sight.\n"
                + "  `huddle restore \(id)` keeps it, `huddle delete \(id)` deletes it.\n"
        }
        return text
    }

    /// The common base, then each side with what it changed.
    private func text(of field: FieldHistory) -> String {
        var text = "  \(field.words)\n"
        if let base = field.commonBase { text += values.block(base, mark: "before", since: nil) }
        for value in field.open {
            let mark = value.standing == .winner ? "now" : "or"
            text += values.block(value, mark: mark, since: field.commonBase?.value)
        }
        return text
    }

    static func write(_ conflict: Conflict, to json: inout JSONWriter) {
        let projection = conflict.record.projection
        json.object { json in
            json.member("id", projection.id.text)
            json.member("shortId", conflict.record.shortID)
            json.member("type", projection.type.name)
            json.member("title", HuddleLog.title(of: conflict.record))
            json.member("mine", conflict.isMine)
            json.member("editedWhileDeleted", projection.presence == .editedWhileDeleted)
            json.key("fields")
            json.array { json in
                for field in conflict.fields { write(field, to: &json) }
            }
        }
    }

    private static func write(_ field: FieldHistory, to json: inout JSONWriter) {
        json.object { json in
            json.member("field", field.name.text)
            json.member("words", field.words)
            json.key("base")
            if let base = field.commonBase { ValueText.write(base, to: &json) } else { json.null() }
            json.key("values")
            json.array { json in
                for value in field.open { ValueText.write(value, to: &json) }
            }
        }
    }
}
