import HuddleCore
import HuddleStore

/// Says for people which field a cell is, and what its value means: ids become the titles of what they name.
struct FieldWords {
    private let reader: any SpaceReader

    init(_ reader: any SpaceReader) {
        self.reader = reader
    }

    func words(for name: CellName) throws -> String {
        guard let element = name.element else { return name.text.visible }
        switch name.field {
        case FieldName.owners: return "owner \(element.visible)"
        case FieldName.tags: return "tag \(element.visible)"
        case FieldName.votes: return "vote of \(element.visible)"
        case FieldName.people: return "with \(element.visible)"
        case FieldName.replicas: return "writes as \(element.visible)"
        case FieldName.links:
            guard let link = Link(element: element) else { return name.text.visible }
            return "\(link.verb.text.visible) \(try words(for: link.target))"
        default: return name.text.visible
        }
    }

    func words(for value: Value, of cell: CellName) throws -> String {
        value.words(of: cell, said: try words(for: value))
    }

    func words(for value: Value) throws -> String {
        guard case .reference(let id) = value else { return value.words }
        return try words(for: id)
    }

    /// The id alone where the record has not arrived.
    private func words(for id: RecordID) throws -> String {
        guard let stored = try reader.projection(of: id) else { return id.text }
        return "\(stored.shortID) \(HuddleLog.title(of: stored).visible)"
    }
}

extension Value {
    /// An entry that has no status is open.
    fileprivate func isOpenStatus(of cell: CellName) -> Bool { cell == FieldName.status && self == .none }

    /// What a value of a field is to people, where it is more than the value itself says.
    func words(of cell: CellName, said words: String) -> String {
        isOpenStatus(of: cell) ? EntryStatus.open.rawValue : words
    }
}
