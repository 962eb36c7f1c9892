import HuddleCore

/// Colour and weight for a terminal, or none.
struct Style: Hashable {
    /// Source: ECMA-48, section 8.3.117, Select Graphic Rendition.
    enum Look: String, Hashable {
        case bold = "1"
        case dim = "2"
        /// Bold and yellow: what was searched for.
        case hit = "1;33"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case blue = "34"
        case magenta = "35"
        case cyan = "36"
    }

    let isOn: Bool

    func callAsFunction(_ text: String, _ look: Look?) -> String {
        guard isOn, let look, !text.isEmpty else { return text }
        return "\u{1b}[\(look.rawValue)m\(text)\u{1b}[0m"
    }

    /// The text as it takes room: without what `callAsFunction` put in.
    static func removed(from text: Substring) -> String {
        guard text.contains("\u{1b}") else { return String(text) }
        var kept = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "\u{1b}") {
            kept += rest[..<start]
            guard let end = rest[start...].firstIndex(of: "m") else { return kept }
            rest = rest[rest.index(after: end)...]
        }
        return kept + rest
    }

    static func look(of kind: OpenWord<EntryKind>) -> Look? {
        switch kind {
        case .known(.frustration): .red
        case .known(.challenge): .magenta
        case .known(.promise), .known(.action): .yellow
        case .known(.idea), .known(.insight): .cyan
        case .known(.decision): .green
        case .known(.question): .blue
        case .known(.note), .other: nil
        }
    }
}
