/// Counted things: `1 change`, `3 changes`, `2 entries`.
enum Plural {
    static func entries(_ count: Int) -> String { text(count, "entry") }
    static func files(_ count: Int) -> String { text(count, "file") }

    static func text(_ count: Int, _ word: String) -> String {
        guard count != 1 else { return "1 " + word }
        return String(count) + " " + (word.hasSuffix("ry") ? word.dropLast() + "ies" : word + "s")
    }
}
