/// Something that others than its author want to hear of at once: an action was given to somebody, a promise was made.
///
/// Happenings are a pure function of a log and a place in it, so whoever reads the same log finds the same ones: a reader
/// that was cut short begins again where it was.
package struct Happening: Hashable, Sendable {
    package let kind: Kind
    /// The entry or meeting that it is about.
    package let subject: RecordID
    /// Who was newly named, where it is about people.
    package let people: [String]
    /// The entry or comment that answers, where one does.
    package let answer: RecordID?

    package init(_ kind: Kind, _ subject: RecordID, people: [String] = [], answer: RecordID? = nil) {
        self.kind = kind
        self.subject = subject
        self.people = people
        self.answer = answer
    }

    /// The kinds of happenings. To add one: a case here, its words below, and how it is noticed in
    /// `Moment.happenings(_:)`; the rest follows.
    ///
    /// The texts are stored and sent.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case actionAssigned = "action.assigned"
        case promiseMade = "promise.made"
        case promiseAnswered = "promise.answered"
        case decisionMade = "decision.made"
        case meetingClosed = "meeting.closed"

        /// One line for help texts.
        package var purpose: String {
            switch self {
            case .actionAssigned: "an open action got an owner, or one more"
            case .promiseMade: "something was promised to a customer"
            case .promiseAnswered: "a promise was commented on, linked to, or done with"
            case .decisionMade: "something was decided"
            case .meetingClosed: "a meeting or visit was ended"
            }
        }

        /// What a message about it starts with.
        package var title: String {
            switch self {
            case .actionAssigned: "Action"
            case .promiseMade: "New promise"
            case .promiseAnswered: "Promise answered"
            case .decisionMade: "Decision"
            case .meetingClosed: "Meeting closed"
            }
        }
    }
}
