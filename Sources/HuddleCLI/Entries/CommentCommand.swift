import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Says something about an entry or a meeting.
struct CommentCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "comment",
        abstract: "Say something about an entry. It is kept beside it, with your name.",
        usage: "huddle comment ID TEXT …",
        discussion: HelpText.discussion(
            "",
            examples: [
                #"huddle comment fkmd "Press 9 cannot run before June""#,
                "huddle comment @last seen at the line today",
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The letters in front of it in a list, its number in the last list, or @last.")
    var id: String

    @Argument(help: "What to say. Several words are joined.")
    var text: [TypedText] = []

    func run(in environment: CommandEnvironment) throws {
        guard !text.isEmpty else {
            throw UsageError.noText(example: "huddle comment \(id.visible) \"Not before June\"")
        }
        let log = try global.writableLog(in: environment)
        let about = try log.find(id)
        switch about.projection.type {
        case .entry, .meeting: break
        case .comment, .person, .unknown:
            throw LookupError.wrongType(id, found: about.projection.type, wanted: .entry)
        }
        var draft = Draft()
        draft.set(FieldName.parent, about.projection.id)
        try draft.setMain(FieldName.text, text.map(\.text).joined(separator: " "))
        let comment = try log.add(.comment, draft)
        guard let stored = try log.stored(comment) else { return }
        if global.json { return try environment.printJSON { OtherJSON.write(stored, to: &$0) } }
        try environment.output.line(
            "\(environment.style(stored.shortID, .bold))  comment on \(about.shortID)  "
                + HuddleLog.title(of: stored).visible)
    }
}
