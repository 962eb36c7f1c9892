import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Prints results, for people or as JSON.
extension CommandEnvironment {
    /// Lines of names, values and words, as far as they are wider than the terminal in several lines each.
    func printSheet(_ text: String) throws {
        try output.write(Folding.folded(text, to: output.columns))
    }

    func printJSON(_ write: (inout JSONWriter) -> Void) throws {
        var json = JSONWriter()
        write(&json)
        try output.line(json.text)
    }

    /// A record of any type that was just written.
    func printRecord(_ id: RecordID, in log: HuddleLog, asJSON: Bool) throws {
        guard let stored = try log.stored(id) else { return }
        switch stored.projection.type {
        case .entry: try printWritten(id, in: log, asJSON: asJSON)
        case .meeting: try MeetingPage(log, self).printWritten(stored, asJSON: asJSON)
        case .comment, .person, .unknown:
            if asJSON { return try printJSON { OtherJSON.write(stored, to: &$0) } }
            try output.line(style(stored.shortID, .bold) + "  " + HuddleLog.title(of: stored).visible)
        }
    }

    /// Says so where somebody else wrote to a record what the user had not seen when deciding what to write.
    ///
    /// - Parameter seen: The record as the user saw it; nil for just now.
    func tellOfUnseen(_ id: RecordID, since seen: Record?, in log: HuddleLog) throws {
        guard let seen, let now = try log.record(id) else { return }
        let known = Set(seen.headIDs)
        // One is what was just written.
        let isNews = now.conflicts.contains { name in
            (now[name]?.heads.filter { !known.contains($0.id) } ?? []).count > 1
        }
        guard isNews else { return }
        say(
            "Somebody else wrote to it meanwhile. Both are kept: `huddle conflicts` shows them, `huddle resolve ID` decides."
        )
    }

    /// An entry that was just written.
    func printWritten(_ id: RecordID, in log: HuddleLog, asJSON: Bool) throws {
        if asJSON {
            guard let listed = try log.entry(id) else { return }
            try printJSON { EntryJSON.write(listed, to: &$0) }
        } else {
            guard let stored = try log.stored(id) else { return }
            let entry = Entry(stored.projection)
            let meeting = try entry.meeting.flatMap { try log.stored($0) }.map { HuddleLog.title(of: $0) }
            try output.line(EntryText.line(entry, shortID: stored.shortID, meeting: meeting, style: style))
        }
    }
}
