package import HuddleCore

/// What an import of minutes writes: a meeting and its actions, each under an id that follows from its content.
///
/// Importing a file twice, or on two machines that have never met, therefore writes the same records. Moving an
/// action's line, ticking it off or giving it an owner does not change its id.
package struct MinutesDrafts: Hashable, Sendable {
    package struct Record: Hashable, Sendable {
        package let id: RecordID
        package let type: RecordType
        package let draft: Draft

        /// What the minutes say of it. They have no other place for its people.
        package func statement(source: String) -> FileStatement {
            FileStatement(
                record: id, type: type, draft: draft, sets: [type == .meeting ? FieldName.people : FieldName.owners],
                source: source)
        }
    }

    /// On what was not marked in the minutes but guessed from a sentence: taking the tag off confirms it.
    package static let guessTag = "guessed"

    package let meeting: Record
    /// In the order of the file.
    package let actions: [Record]

    /// - Throws: `DraftError` where the minutes hold what no record can.
    package init(_ minutes: Minutes, hash: Hash128) throws(DraftError) {
        let meetingID = minutes.meetingID(hash: hash)
        meeting = Record(id: meetingID, type: .meeting, draft: try minutes.meetingDraft())
        var occurrences: [[UInt8]: Int] = [:]
        var actions: [Record] = []
        for action in minutes.actions {
            let occurrence = occurrences[Array(action.text.utf8), default: 0] + 1
            occurrences[Array(action.text.utf8)] = occurrence
            let id = RecordID(
                derivedFrom: [meetingID.text, action.text, String(occurrence)], .minutesAction,
                hash: hash)
            actions.append(Record(id: id, type: .entry, draft: try action.draft(in: minutes, meeting: meetingID)))
        }
        self.actions = actions
    }
}

extension Minutes {
    /// Derived from title and day; from the file's name too where there is no day.
    package func meetingID(hash: Hash128) -> RecordID {
        let content = [Names.folded(title), day?.text ?? ""] + (day == nil ? [fileName] : [])
        return RecordID(derivedFrom: content, .minutesMeeting, hash: hash)
    }

    func meetingDraft() throws(DraftError) -> Draft {
        var draft = Draft()
        try draft.setMain(FieldName.title, title)
        if let day { draft.set(FieldName.day, day) }
        try draft.set(FieldName.source, fileName)
        for person in people { try draft.setElement(person.name, of: FieldName.people) }
        return draft
    }
}

extension MinutesAction {
    func draft(in minutes: Minutes, meeting: RecordID) throws(DraftError) -> Draft {
        var draft = Draft()
        try draft.set(FieldName.kind, kind.rawValue)
        if isGuess { try draft.setElement(MinutesDrafts.guessTag, of: FieldName.tags) }
        try draft.setMain(FieldName.text, text)
        if isDone { try draft.set(FieldName.status, EntryStatus.done.rawValue) }
        draft.set(FieldName.meeting, meeting)
        if let due { draft.set(FieldName.due, due) }
        if let topic { try draft.set(FieldName.topic, topic) }
        try draft.set(FieldName.source, minutes.fileName + ":" + String(line))
        for owner in owners { try draft.setElement(owner, of: FieldName.owners) }
        return draft
    }
}
