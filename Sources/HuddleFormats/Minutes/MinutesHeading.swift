import HuddleCore

/// What the minutes are of: the title and the day of the meeting.
struct MinutesHeading: Hashable, Sendable {
    let title: String
    let day: CivilDate?
    /// The place of the heading among the lines; nil where the file's name had to do.
    let line: Int?

    init(lines: [MinutesLine], fileName: String) {
        let position = Self.titlePosition(in: lines)
        let heading = position.map { String(lines[$0].content.prefix(1000)).plainMarkdown } ?? ""
        let stem = Self.stem(of: fileName)
        let found = WrittenDate.first(in: heading)
        let named = WrittenDate.first(in: stem)
        let title = Self.without(found, heading)
        line = title.isEmpty ? nil : position
        self.title = title.isEmpty ? Self.title(fromStem: Self.without(named, stem)) : title
        day = found?.day ?? named?.day ?? Self.dateLine(in: lines)
    }

    /// The first heading of the first level; else a heading before any text.
    private static func titlePosition(in lines: [MinutesLine]) -> Int? {
        if let first = lines.firstIndex(where: { $0.form == .heading(level: 1) }) { return first }
        guard let first = lines.firstIndex(where: { $0.form != .blank && $0.form != .passedOver }),
            lines[first].isHeading, !AttendanceList.isTitle(lines[first].content)
        else { return nil }
        return first
    }

    private static func stem(of fileName: String) -> String {
        guard let dot = fileName.lastIndex(of: "."), dot != fileName.startIndex else { return fileName }
        return String(fileName[..<dot])
    }

    private static func without(_ date: WrittenDate?, _ text: String) -> String {
        guard let date else { return text.trimmed }
        var rest = text
        rest.removeSubrange(date.range)
        while let last = rest.last, last.isWhitespace || "-–—,:(|_".contains(last) { rest.removeLast() }
        while let first = rest.first, first.isWhitespace || "-–—,:)|_".contains(first) { rest.removeFirst() }
        return rest.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            .replacing("()", with: "").trimmed
    }

    private static func title(fromStem stem: String) -> String {
        let words = stem.split { $0.isWhitespace || $0 == "_" || $0 == "-" }.joined(separator: " ")
        return words.isEmpty ? "Meeting" : words
    }

    /// `Date: 2026-11-21`, bold or not, in the first lines.
    private static func dateLine(in lines: [MinutesLine]) -> CivilDate? {
        for line in lines.prefix(30) {
            let words = String(line.content.prefix(200)).plainMarkdown
            guard words.lowercased().hasPrefix("date:") else { continue }
            return WrittenDate.first(in: words)?.day
        }
        return nil
    }
}
