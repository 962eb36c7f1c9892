import HuddleCore

/// Remembers under which heading and agenda point the reader is.
struct TopicTracker: Sendable {
    private var headings: [(level: Int, text: String)] = []
    private var point: String?

    var topic: String? { point ?? headings.last?.text }

    /// - Parameter isTopic: Whether entries stand under it; the title and `Action items` are none.
    mutating func enter(_ line: MinutesLine, level: Int, isTopic: Bool) {
        point = nil
        headings.removeAll { $0.level >= level }
        let text = Self.shortened(line.content)
        if isTopic, !text.isEmpty { headings.append((level, text)) }
    }

    mutating func note(_ line: MinutesLine, next: MinutesLine?) {
        if Self.isPoint(line, next: next) { point = Self.shortened(line.content) }
    }

    /// A list item of the outermost level that refers to an issue or has items below it, and is nobody's words.
    static func isPoint(_ line: MinutesLine, next: MinutesLine?) -> Bool {
        guard line.form == .item(box: nil), line.indent < 2, !line.content.isEmpty, !SpeakerLabel.starts(line.content)
        else { return false }
        if line.content.prefix(1000).holds("](http") || line.content.prefix(1000).holds("[#") { return true }
        guard let next else { return false }
        switch next.form {
        case .item: return next.indent > line.indent + 1
        case .text: return next.content.hasPrefix("[#") || next.content.hasPrefix("(http")
        case .blank, .heading, .passedOver: return false
        }
    }

    private static func shortened(_ content: String) -> String {
        String(String(content.prefix(1000)).plainMarkdown.prefix(300)).trimmed
    }
}
