/// Counted things: `1 change`, `3 changes`, `2 entries`.
package enum Plural {
    package static func entries(_ count: Int) -> String { text(count, "entry") }
    package static func files(_ count: Int) -> String { text(count, "file") }

    /// A span of time in its largest unit of which there are at least two, rounded down: `90 seconds`, `3 hours`, `364 days`.
    package static func span(milliseconds: Int64) -> String {
        let seconds = Int(milliseconds.magnitude / 1000)
        let units = [("year", 31_557_600), ("day", 86_400), ("hour", 3600), ("minute", 60)]
        for (unit, length) in units where seconds >= 2 * length { return text(seconds / length, unit) }
        return text(seconds, "second")
    }

    package static func text(_ count: Int, _ word: String) -> String {
        guard count != 1 else { return "1 " + word }
        let isRegular = !word.hasSuffix("y") || ["ay", "ey", "oy", "uy"].contains { word.hasSuffix($0) }
        return String(count) + " " + (isRegular ? word + "s" : String(word.dropLast()) + "ies")
    }
}
