import HuddleClient
import HuddleCore
import HuddleStore

/// What lines with a slash do.
extension CaptureSession {
    /// - Returns: Whether more lines are wanted.
    mutating func run(_ command: SlashCommand) throws -> Bool {
        let words = command.words
        switch command.name {
        case .owner: defaults.owner = words.isEmpty ? nil : try KnownNames(log).full(words)
        case .due: defaults.due = words.isEmpty ? nil : try Words.date(words, today: environment.today)
        case .customer: defaults.customer = words.isEmpty ? nil : words
        case .tag: defaults.tag = words.isEmpty ? nil : try tag(words)
        case .kind: defaults.kind = words.isEmpty ? nil : try Words.kind(words)
        case .list: return try list()
        case .undo: return try undo()
        case .help: return help()
        case .end:
            try offerToEndMeeting()
            return false
        }
        let added = defaults.words.joined(separator: " ")
        environment.say(added.isEmpty ? "Nothing is added to what follows." : "Added to what follows: \(added)")
        return true
    }

    private func tag(_ words: String) throws -> String {
        let tag = TagWord.tag(words)
        var draft = Draft()
        try draft.setElement(tag, of: FieldName.tags)
        return tag
    }

    /// What the meeting that is going on has, or else what this run has captured, the oldest first.
    private func list() throws -> Bool {
        let entries: [ListedEntry]
        if let context = try home.context() {
            var filter = EntryFilter()
            filter.meeting = context.meeting
            entries = try log.entries(matching: filter).reversed()
        } else {
            entries = try saved.compactMap { try log.entry($0) }
        }
        guard !entries.isEmpty else {
            environment.say("Nothing was captured here yet.")
            return true
        }
        let table = EntryText.table(entries, in: environment)
        // The JSON array is for entries alone.
        if asJSON { environment.say(table) } else { try environment.output.write(table) }
        return true
    }

    /// Takes the last entry of this run back. Where another command has written since, that is left alone.
    private mutating func undo() throws -> Bool {
        guard let last = saved.last else { throw CaptureModeError.nothingToUndo }
        let title = try log.stored(last).map { HuddleLog.title(of: $0).visible } ?? ""
        if try log.undoable() == [last] { _ = try log.undo(isForced: false) } else { _ = try log.delete([last]) }
        forgetLast()
        environment.say("Taken back: \(title)")
        return true
    }

    private func help() -> Bool {
        let commands = SlashCommand.Name.allCases.map { "  " + TextWidth.padded($0.form, to: 17) + $0.purpose }
        environment.say(
            """
            Each line is an entry: ! frustration, * insight, ^ challenge, + idea, > promise, = decision, ? question,
            - action, or a note without a mark. In it: @owner #tag customer:Acme due:fri p:high. Tab completes.
            \(commands.joined(separator: "\n"))
            """)
        return true
    }
}
