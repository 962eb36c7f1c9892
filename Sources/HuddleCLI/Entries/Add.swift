import ArgumentParser
import HuddleClient
import HuddleCore

/// Captures an entry.
struct Add: Command {
    static let configuration = CommandConfiguration(
        abstract: "Write something down. It is saved before the prompt is back.",
        usage: "huddle add TEXT … [--kind KIND] [options]\nhuddle KIND TEXT … [options]",
        discussion: HelpText.discussion(
            """
            A kind is \(EntryKind.allCases.map(\.rawValue).joined(separator: ", ")). \
            Printed are the entry's short id and what was saved.
            """,
            examples: [
                #"huddle frustration "The blades wear out in three weeks" --customer Acme"#,
                #"huddle action "Send two new blades" --owner maria --due fri"#,
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "What to write down. Several words are joined.")
    var text: [TypedText] = []

    @Option(help: "What kind of entry it is; a note unless said.")
    var kind: String?

    @OptionGroup var fields: EntryFields

    func run(in environment: CommandEnvironment) throws {
        guard !text.isEmpty else { throw UsageError.noText(example: "huddle \(kind ?? "add") \"The blade wears out\"") }
        let kind = try kind.map { try Words.kind($0) } ?? .note
        let log = try global.writableLog(in: environment)
        var draft = Draft()
        try draft.set(FieldName.kind, kind.rawValue)
        try draft.setMain(FieldName.text, text.map(\.text).joined(separator: " "))
        try fields.write(into: &draft, log, environment)
        let id = try log.add(.entry, draft)
        try environment.printWritten(id, in: log, asJSON: global.json)
    }
}
