package import HuddleCore

/// What is told of a happening, with the names that its ids stand for: what every form of a message is written from.
///
/// No replica and no device stands in it. Who wrote something is said by the name that everyone in the space sees.
package struct HappeningFacts: Hashable, Sendable {
    package enum Topic: Hashable, Sendable {
        case entry(ListedEntry)
        case meeting(Meeting, MeetingSum)
        /// Nothing happened: somebody wants to see whether a target takes what is sent.
        case trial
    }

    /// What a meeting came to.
    package struct MeetingSum: Hashable, Sendable {
        package let entries: Int
        /// Its open actions, the first of them.
        package let actions: [ListedEntry]

        package init(entries: Int, actions: [ListedEntry]) {
            self.entries = entries
            self.actions = actions
        }
    }

    /// What answers a promise.
    package struct Answer: Hashable, Sendable {
        package let id: RecordID
        package let text: String
        package let by: String?

        package init(id: RecordID, text: String, by: String?) {
            self.id = id
            self.text = text
            self.by = by
        }
    }

    /// The delivery's id.
    package let id: RecordID
    /// Nil for a trial.
    package let kind: Happening.Kind?
    /// When the change was written that made it happen.
    package let time: WallTime
    package let space: RecordID
    package let spaceName: String
    package let topic: Topic
    /// Who was newly named.
    package let people: [String]
    /// Who wrote the change, as far as the space knows.
    package let by: String?
    package let answer: Answer?

    package init(
        id: RecordID, kind: Happening.Kind?, time: WallTime, space: RecordID, spaceName: String, topic: Topic,
        people: [String] = [], by: String? = nil, answer: Answer? = nil
    ) {
        self.id = id
        self.kind = kind
        self.time = time
        self.space = space
        self.spaceName = spaceName
        self.topic = topic
        self.people = people
        self.by = by
        self.answer = answer
    }

    /// The word for the kind; `test` for a trial.
    package static let trialWord = "test"

    var word: String { kind?.rawValue ?? Self.trialWord }

    /// What a message starts with: `Action for Jo Weber`.
    var headline: String {
        guard let kind else { return "Test" }
        switch kind {
        case .actionAssigned:
            let names = people.isEmpty ? "" : " for " + Self.list(people)
            return kind.title + names
        case .promiseMade, .decisionMade: return kind.title + author(by)
        case .promiseAnswered: return kind.title + author(answer?.by ?? by)
        case .meetingClosed: return kind.title
        }
    }

    private func author(_ name: String?) -> String { name.map { " by " + $0 } ?? "" }

    /// What it is about, in one text.
    var text: String {
        switch topic {
        case .entry(let listed): listed.entry.text
        case .meeting(let meeting, _): meeting.title
        case .trial: "This is a test. Whatever happens in this space is told here."
        }
    }

    /// What else there is to say, in one line.
    var context: String {
        switch topic {
        case .entry(let listed):
            let entry = listed.entry
            let due = entry.due.map { "due " + $0.text }
            var parts = [due, entry.customer, entry.product, entry.site].compactMap { $0 }
            if let meeting = listed.meeting { parts.append(meeting.title) }
            parts += entry.tags.prefix(Limits.webhookListLength).map { "#" + $0 }
            if entry.status == .known(.done) || entry.status == .known(.dropped) { parts.append(entry.status.text) }
            return parts.joined(separator: " · ")
        case .meeting(let meeting, let sum):
            let counts = "\(Plural.text(sum.entries, "entry")), \(Plural.text(sum.actions.count, "open action"))"
            let parts = [meeting.day?.text, meeting.customer, meeting.site, counts]
            return parts.compactMap { $0 }.joined(separator: " · ")
        case .trial: return ""
        }
    }

    static func list(_ names: [String]) -> String { names.prefix(Limits.webhookListLength).joined(separator: ", ") }

    /// A text within its limit. No character is torn.
    static func cut(_ text: String, to limit: Int = Limits.webhookTextBytes) -> String {
        guard text.utf8.count > limit else { return text }
        var kept = String.UnicodeScalarView()
        var bytes = 0
        for scalar in text.unicodeScalars {
            bytes += scalar.utf8.count
            if bytes > limit { break }
            kept.append(scalar)
        }
        return String(kept) + "…"
    }
}
