import HuddleCore

/// What reaches a terminal holds nothing that a terminal obeys; ids are read back as they were written.
enum TextFuzz {
    static func run(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        precondition(!text.visible.unicodeScalars.contains { $0.isObeyedByTerminals }, "a terminal would obey")
        precondition(text.visible.visible == text.visible, "made visible twice, it differs")
        let lines = text.visibleLines.unicodeScalars.filter { $0 != "\n" && $0 != "\t" }
        precondition(!lines.contains { $0.isObeyedByTerminals }, "a terminal would obey")
        if let id = RecordID(text) { precondition(RecordID(id.text) == id, "an id that is read back as another") }
        if let range = ShortID.range(of: text) { precondition(range.upperBound >> 56 == 0, "more than an id holds") }
        if let name = CellName(text) { precondition(CellName(name.text) == name, "a name read back as another") }
        _ = NearestWord.to(text, in: ["frustration", "insight", "action"])
    }
}
