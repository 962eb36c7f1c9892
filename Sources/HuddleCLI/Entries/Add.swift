import ArgumentParser
import HuddleClient
import HuddleCore

/// Captures an entry.
struct Add: Command {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Write something down. It is saved before the prompt is back.",
        usage: "huddle add TEXT … [--kind KIND] [options]\nhuddle KIND TEXT … [options]",
        discussion: HelpText.discussion(
            """
            A kind is \(EntryKind.allCases.map(\.rawValue).joined(separator: ", ")). \
            The text may say the rest by itself: a mark such as ! or - at its start, @owner, #tag, customer:NAME, due:fri, as \
            `huddle help grammar` describes. Options win. While a meeting or visit is going on, it belongs to that. Printed are the entry's short id and what was saved.
            """,
            examples: [
                #"huddle add '! The blades wear out in three weeks customer:Acme #quality'"#,
                #"huddle action "Send two new blades" --owner maria --due fri"#,
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "What to write down. Several words are joined.")
    var text: [TypedText] = []

    @Option(help: "What kind of entry it is; otherwise a mark says it, and without one it is a note.")
    var kind: String?

    @OptionGroup var fields: EntryFields

    func run(in environment: CommandEnvironment) throws {
        guard !text.isEmpty else { throw UsageError.noText(example: "huddle \(kind ?? "add") \"The blade wears out\"") }
        let source = try kind.map { CaptureLine.KindSource.said(try Words.kind($0)) } ?? .mark(otherwise: .note)
        let line = try CaptureLine(LineWords.joined(text.map(\.text)), kind: source, today: environment.today)
        let log = try global.writableLog(in: environment)
        var capture = try LineCapture(line, log)
        if fields.meeting == nil {
            var desk = ContextDesk(try global.home(in: environment), log, environment)
            try capture.belong(
                to: try desk.current(), customer: fields.customer?.text ?? line.customer,
                site: fields.site?.text ?? line.site)
        }
        var draft = capture.draft
        try fields.write(into: &draft, log, environment)
        let id = try log.add(.entry, draft)
        try environment.printWritten(id, in: log, asJSON: global.json)
        for remark in capture.remarks { environment.say(remark) }
    }
}
