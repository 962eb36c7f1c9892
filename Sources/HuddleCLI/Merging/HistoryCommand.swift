import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Shows every value that a record's fields ever had.
struct HistoryCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show every value that an entry ever had, who wrote it and when.",
        discussion: HelpText.discussion(
            """
            Marked are the value that stands now, and those that lost to it and that nobody has decided against yet. \
            `huddle restore ID FIELD --to NUMBER` brings any of them back.
            """,
            examples: [
                "huddle history fkmd",
                "huddle history fkmd text --json",
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The letters in front of it in a list.")
    var id: String

    @Argument(help: "Only this field, such as text or due.")
    var field: String?

    func run(in environment: CommandEnvironment) throws {
        let log = try global.log(in: environment)
        let found = try log.find(id)
        var fields = try log.history(of: found.projection.id)
        if let field {
            let name = try FieldWord.name(field, of: found.projection.id, in: log)
            fields = fields.filter { $0.name == name }
        }
        if global.json {
            return try environment.printJSON { json in
                json.object { json in
                    json.member("id", found.projection.id.text)
                    json.member("shortId", found.shortID)
                    json.key("fields")
                    json.array { json in
                        for field in fields { Self.write(field, to: &json) }
                    }
                }
            }
        }
        let values = ValueText(environment)
        var text = environment.style(found.shortID, .bold) + "  " + HuddleLog.title(of: found).visible + "\n"
        for field in fields {
            text += "  \(field.words)\n"
            for value in field.values {
                text += values.block(value, mark: Self.mark(value), since: nil)
            }
        }
        try environment.printSheet(text)
    }

    private static func mark(_ value: WrittenValue) -> String {
        switch value.standing {
        case .winner: "now"
        case .open: "lost"
        case .replaced: ""
        }
    }

    private static func write(_ field: FieldHistory, to json: inout JSONWriter) {
        json.object { json in
            json.member("field", field.name.text)
            json.member("words", field.words)
            json.key("values")
            json.array { json in
                for value in field.values { ValueText.write(value, to: &json) }
            }
        }
    }
}
