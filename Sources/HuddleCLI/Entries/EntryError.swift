import HuddleCore

/// What cannot be done to an entry. Nothing was changed.
enum EntryError: Error, Hashable, Sendable {
    case linkToItself(String)
    /// The log does not know who writes here.
    case nobodyVotes
    /// Several entries would say the same text.
    case oneTextForMany
    case isDeleted(String)
}

extension EntryError: CustomStringConvertible {
    var description: String {
        switch self {
        case .linkToItself(let id): "\(id) cannot be linked to itself. Give the id of another entry."
        case .nobodyVotes:
            "This log does not know who you are, so a vote would be nobody's. `huddle join LINK` tells it."
        case .isDeleted(let id):
            "\(id) is deleted. `huddle restore \(id)` brings it back, as it was; then it can be changed."
        case .oneTextForMany:
            "The same --text for several entries would make them one and the same. Change one at a time."
        }
    }
}

extension EntryError: InputError {
    var exitCode: ExitCode { .usage }
}
