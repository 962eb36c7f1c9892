import HuddleCore

/// The day by which an action wants to be done, where it gives one in full: "by 2026-12-01", "due Dec 1, 2026".
enum DueDate {
    static func find(in text: String) -> CivilDate? {
        guard let date = WrittenDate.first(in: String(text.prefix(2000))) else { return nil }
        let head = String(text.prefix(2000))
        let before = head[..<date.range.lowerBound].lowercased().split { !$0.isLetter }
        guard let last = before.last else { return nil }
        return ["by", "due", "until", "before"].contains(String(last)) ? date.day : nil
    }
}
