/// What someone wants written: cells of a record, checked before anything is stored.
///
/// Properties left nil or empty are not written. In a draft for an existing record, an empty text takes a field's value away.
package struct Draft: Hashable, Sendable {
    package private(set) var writes: [Change.Write] = []

    package init() {}

    /// - Throws: `DraftError.tooLong`, where the text is more than a record may hold.
    package mutating func set(_ name: CellName, _ text: String) throws(DraftError) {
        guard text.utf8.count <= Limits.textBytes else { throw .tooLong(field: name, bytes: text.utf8.count) }
        put(name, text.isEmpty ? .none : .text(text))
    }

    /// The text that makes the record what it is. White space around it is dropped.
    ///
    /// - Throws: `DraftError.empty` when nothing is left.
    package mutating func setMain(_ name: CellName, _ text: String) throws(DraftError) {
        let trimmed = text.trimmed
        guard !trimmed.isEmpty else { throw .empty(field: name) }
        try set(name, trimmed)
    }

    package mutating func set(_ name: CellName, _ date: CivilDate?) {
        put(name, date.map { .text($0.text) } ?? .none)
    }

    package mutating func set(_ name: CellName, _ id: RecordID?) {
        put(name, id.map { .reference($0) } ?? .none)
    }

    package mutating func set(_ name: CellName, _ flag: Bool) {
        put(name, .flag(flag))
    }

    /// A value as it is, of a field that this version may not know.
    package mutating func set(_ name: CellName, value: Value) {
        put(name, value)
    }

    /// Puts an element into a set, or takes it out.
    ///
    /// - Throws: `DraftError.badElement` where it is empty, too long or holds control characters.
    package mutating func setElement(
        _ element: String, of field: CellName, to isIn: Bool = true
    ) throws(DraftError) {
        let trimmed = element.trimmed
        guard let name = CellName(field, element: trimmed) else { throw .badElement(field: field, element) }
        put(name, .flag(isIn))
    }

    /// The records that it refers to, by values and by links.
    package var references: [RecordID] {
        writes.compactMap { write in
            write.value.reference
                ?? (write.cell.isElement(of: FieldName.links)
                    ? write.cell.element.flatMap { Link(element: $0) }?.target : nil)
        }
    }

    /// The same with other records in the place of these.
    package func renaming(_ records: [RecordID: RecordID]) -> Draft {
        var draft = self
        draft.writes = writes.map { write in
            if let record = write.value.reference, let other = records[record] {
                return Change.Write(write.cell, .reference(other))
            }
            guard write.cell.isElement(of: FieldName.links),
                let link = write.cell.element.flatMap({ Link(element: $0) }),
                let other = records[link.target],
                let cell = CellName(FieldName.links, element: Link(link.verb, other).element)
            else { return write }
            return Change.Write(cell, write.value)
        }
        return draft
    }

    private mutating func put(_ name: CellName, _ value: Value) {
        writes.removeAll { $0.cell == name }
        writes.append(Change.Write(name, value))
    }
}

/// Why a draft cannot be written. Nothing was stored.
package enum DraftError: Error, Hashable, Sendable {
    case empty(field: CellName)
    case tooLong(field: CellName, bytes: Int)
    case badElement(field: CellName, String)
    case tooManyFields(Int)
}

extension DraftError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .empty(let field):
            "The \(field.text) is empty. Nothing was saved: write at least one word."
        case .tooLong(let field, let bytes):
            "The \(field.text) has \(bytes) bytes, more than the \(Limits.textBytes) that one field holds. "
                + "Nothing was saved: shorten it, or split it into several entries."
        case .badElement(let field, let element):
            "\"\(element.visible)\" cannot be one of the \(field.text): it is empty, longer than "
                + "\(Limits.cellNameBytes - field.text.utf8.count - 1) bytes, or holds control characters. "
                + "Nothing was saved."
        case .tooManyFields(let count):
            "This would write \(count) fields at once, more than \(Limits.writesPerChange). "
                + "Nothing was saved: write fewer owners, tags or people at a time."
        }
    }
}

extension String {
    /// Without white space at both ends.
    package var trimmed: String {
        // Most texts have none, and say so with their first and last byte.
        if let first = utf8.first, let last = utf8.last, (0x21...0x7e).contains(first), (0x21...0x7e).contains(last) {
            return self
        }
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
