/// Takes a projection's fields one by one into typed properties. What no property can hold stays in `rest`,
/// so that values of newer versions are shown and exported as they are.
struct FieldReader {
    private(set) var rest: [Projection.Field]

    init(_ projection: Projection) {
        rest = projection.fields
    }

    mutating func text(_ name: CellName) -> String? {
        take(name) { $0.text }
    }

    mutating func date(_ name: CellName) -> CivilDate? {
        take(name) { value in value.text.flatMap { CivilDate($0) } }
    }

    mutating func time(_ name: CellName) -> WallTime? {
        take(name) { value in value.number.map { WallTime(milliseconds: $0).clamped } }
    }

    mutating func reference(_ name: CellName) -> RecordID? {
        take(name) { $0.reference }
    }

    /// The elements of a set, in order.
    mutating func elements(_ field: CellName) -> [String] {
        elements(field) { $0 }
    }

    /// What `read` makes of the elements of a set. Those of which it makes nothing stay.
    mutating func elements<Element>(_ field: CellName, _ read: (String) -> Element?) -> [Element] {
        var elements: [Element] = []
        rest.removeAll { item in
            guard item.value == .flag(true), item.name.isElement(of: field),
                let element = item.name.element.flatMap(read)
            else { return false }
            elements.append(element)
            return true
        }
        return elements
    }

    private mutating func take<Property>(_ name: CellName, _ read: (Value) -> Property?) -> Property? {
        guard let position = rest.firstIndex(where: { $0.name == name }),
            let property = read(rest[position].value)
        else { return nil }
        rest.remove(at: position)
        return property
    }
}
