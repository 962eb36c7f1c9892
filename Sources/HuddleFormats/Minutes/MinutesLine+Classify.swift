extension MinutesLine {
    /// Says of each line what it is. Code between fences and comments are passed over; a line of `=` or `-` under text
    /// makes that a heading.
    static func classify(_ sources: [String]) -> [MinutesLine] {
        var lines: [MinutesLine] = []
        lines.reserveCapacity(sources.count)
        var fence: Character?
        var isComment = false
        for (position, source) in sources.enumerated() {
            var line = MinutesLine(source, number: position + 1)
            if isComment || source.holds("<!--") {
                isComment = !endsComment(source, isOpen: isComment)
                if isComment || source.hasPrefix("<!--") || !source.holds("<!--") { line.form = .passedOver }
            } else if let open = fence {
                if fenceSign(source) == open { fence = nil }
                line.form = .passedOver
            } else if let sign = fenceSign(source) {
                fence = sign
                line.form = .passedOver
            } else if let level = underlineLevel(source), lines.last?.form == .text {
                lines[lines.count - 1].form = .heading(level: level)
                line.form = .passedOver
            }
            lines.append(line)
        }
        return lines
    }

    private static func fenceSign(_ source: String) -> Character? {
        let signs = source.drop { $0 == " " }
        return signs.hasPrefix("```") ? "`" : signs.hasPrefix("~~~") ? "~" : nil
    }

    /// Whether no comment is open at the end of the line.
    private static func endsComment(_ source: String, isOpen: Bool) -> Bool {
        guard let end = source.lastOffset(of: "-->") else { return false }
        guard let start = source.lastOffset(of: "<!--") else { return true }
        return start < end
    }

    private static func underlineLevel(_ source: String) -> Int? {
        guard source.utf8.count >= 3, let sign = source.first, sign == "=" || sign == "-",
            source.allSatisfy({ $0 == sign || $0 == " " })
        else { return nil }
        return sign == "=" ? 1 : 2
    }
}
