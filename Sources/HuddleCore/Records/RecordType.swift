/// What a record is. A type that this version does not know is stored, forwarded and exported as it is.
package enum RecordType: Hashable, Sendable {
    case entry
    case meeting
    case comment
    case person
    case unknown(String)

    package static let known: [RecordType] = [.entry, .meeting, .comment, .person]

    /// Nil for what can be no type's name: a lower-case word of at most 32 letters, digits and hyphens.
    package init?(name: String) {
        if let known = Self.known.first(where: { $0.name == name }) {
            self = known
            return
        }
        guard let cell = CellName(name), !cell.isElement else { return nil }
        self = .unknown(name)
    }

    package var name: String {
        switch self {
        case .entry: "entry"
        case .meeting: "meeting"
        case .comment: "comment"
        case .person: "person"
        case .unknown(let name): name
        }
    }
}
