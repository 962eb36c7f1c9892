/// Names a field of a record, or one element of a set: `text`, `tags/acme`.
///
/// Names compare as bytes. A field is a lower-case word of at most 32 letters, digits and hyphens that
/// starts with a letter; an element is any text without control characters.
package struct CellName: Sendable {
    package let text: String

    /// Nil when `text` is no cell's name.
    package init?(_ text: String) {
        guard text.utf8.count <= Limits.cellNameBytes else { return nil }
        let field = text.utf8.prefix { $0 != Self.slash }
        guard (1...32).contains(field.count), let first = field.first, Self.isLetter(first),
            field.allSatisfy({ Self.isLetter($0) || Self.isDigit($0) || $0 == UInt8(ascii: "-") })
        else { return nil }
        if field.count < text.utf8.count {
            let element = text.utf8.dropFirst(field.count + 1)
            guard !element.isEmpty, element.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else { return nil }
        }
        self.text = text
    }

    /// A field whose name is written in this program.
    package init(field: StaticString) {
        text = field.description
    }

    /// One element of the set `field`; nil when `element` is empty, too long or holds control characters.
    package init?(_ field: CellName, element: String) {
        self.init(field.text + "/" + element)
    }

    /// The part before the slash.
    package var field: CellName {
        guard let slash = text.utf8.firstIndex(of: Self.slash) else { return self }
        return CellName(trusted: String(text[..<slash]))
    }

    /// The part after the slash, nil for a plain field.
    package var element: String? {
        guard let slash = text.utf8.firstIndex(of: Self.slash) else { return nil }
        return String(text[text.utf8.index(after: slash)...])
    }

    package var isElement: Bool { text.utf8.contains(Self.slash) }

    /// Whether this is an element of the set `field`.
    package func isElement(of field: CellName) -> Bool {
        let count = field.text.utf8.count
        return text.utf8.count > count + 1 && text.utf8.starts(with: field.text.utf8)
            && text.utf8.dropFirst(count).first == Self.slash
    }

    private init(trusted text: String) {
        self.text = text
    }

    private static let slash = UInt8(ascii: "/")
    private static func isLetter(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }
    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}

extension CellName: Hashable, Comparable {
    package static func == (left: CellName, right: CellName) -> Bool {
        left.text.utf8.count == right.text.utf8.count && left.text.utf8.elementsEqual(right.text.utf8)
    }

    package static func < (left: CellName, right: CellName) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
        hasher.combine(0xff as UInt8)
    }
}
