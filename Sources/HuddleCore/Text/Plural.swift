/// Counted things: `1 change`, `3 changes`, `2 entries`.
package enum Plural {
    package static func entries(_ count: Int) -> String { text(count, "entry") }
    package static func files(_ count: Int) -> String { text(count, "file") }

    package static func text(_ count: Int, _ word: String) -> String {
        guard count != 1 else { return "1 " + word }
        let isRegular = !word.hasSuffix("y") || ["ay", "ey", "oy", "uy"].contains { word.hasSuffix($0) }
        return String(count) + " " + (isRegular ? word + "s" : String(word.dropLast()) + "ies")
    }
}
