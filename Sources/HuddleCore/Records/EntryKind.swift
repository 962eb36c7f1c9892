/// The kinds of things that people capture.
package enum EntryKind: String, CaseIterable, Hashable, Sendable {
    case frustration
    case insight
    case challenge
    case idea
    case promise
    case decision
    case question
    case action
    case note

    /// One line for help texts: what belongs under this kind.
    package var purpose: String {
        switch self {
        case .frustration: "something that goes wrong for a customer or for us"
        case .insight: "something learned that others should know"
        case .challenge: "a problem to solve together"
        case .idea: "something that might be worth doing"
        case .promise: "what was promised to a customer"
        case .decision: "what was decided"
        case .question: "something that needs an answer"
        case .action: "something that somebody does"
        case .note: "anything else worth keeping"
        }
    }

    package var plural: String {
        switch self {
        case .frustration, .insight, .challenge, .idea, .promise, .decision, .question, .action, .note: rawValue + "s"
        }
    }
}

/// How far an entry has come.
package enum EntryStatus: String, CaseIterable, Hashable, Sendable {
    case open
    case done
    /// Given up, on purpose.
    case dropped
}
