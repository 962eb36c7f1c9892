import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleStore

/// Says when entries are due.
struct DueCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "due",
        abstract: "Say when entries are due.",
        usage: "huddle due ID … DATE\nhuddle due ID … none",
        discussion: HelpText.discussion(
            """
            A date is fri, tomorrow, +3d, +2w, 2026-12-01 or dec 1; none takes it away.
            """,
            examples: [
                "huddle due fkmd fri",
                "huddle due 2 5 dec 1",
            ]))

    /// `1 dec 2026`
    private static let longestDateWords = 3

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("The ids, and last the date.", valueName: "id-or-date"))
    var words: [TypedText]

    @Flag(help: "Do not ask before many are changed.")
    var yes = false

    func run(in environment: CommandEnvironment) throws {
        let words = words.map(\.text)
        guard words.count > 1, let last = words.last else {
            throw UsageError.missing("when it is due", example: "huddle due fkmd fri")
        }
        let (ids, date) = try Self.parted(words, last, today: environment.today)
        try BulkEdit(Array(ids), yes: yes, global, environment).write(unchanged: "it is so already") { _ in
            var draft = Draft()
            draft.set(FieldName.due, date)
            return draft
        }
    }

    /// As many words from the end as make a date, one id left at least.
    private static func parted(
        _ words: [String], _ last: String, today: CivilDate
    ) throws(UsageError) -> (ids: ArraySlice<String>, date: CivilDate?) {
        if ["none", "never", ""].contains(last.trimmed.lowercased()) { return (words.dropLast(), nil) }
        for count in (1...min(longestDateWords, words.count - 1)).reversed() {
            let text = words.suffix(count).joined(separator: " ")
            if let date = DateWords.date(text, today: today) { return (words.dropLast(count), date) }
        }
        throw .word(.badDate(last))
    }
}
