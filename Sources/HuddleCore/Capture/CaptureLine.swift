/// One line as people type it while others talk: `! The door jams @maria #quality due:fri`.
///
/// What a line means is described in `Protocol/capture.md`. A line is never refused for what can be kept as text; only a
/// `due:` that names no day is an error, because a date that is silently missing is found out too late.
package struct CaptureLine: Hashable, Sendable {
    /// Where the kind of an entry comes from.
    package enum KindSource: Hashable, Sendable {
        /// From the mark at the start, and without one it is this.
        case mark(otherwise: EntryKind)
        /// It was said elsewhere, as in `huddle idea …`: what looks like a mark is text.
        case said(EntryKind)

        fileprivate var kind: EntryKind {
            switch self {
            case .mark(let kind), .said(let kind): kind
            }
        }
    }

    package var kind: EntryKind
    /// Without white space at its ends; empty only where the line was.
    package var text: String
    /// As they were typed, each once, without the sign.
    package var owners: [String] = []
    package var tags: [String] = []
    package var customer: String?
    package var product: String?
    package var site: String?
    /// A short id or a title.
    package var meeting: String?
    package var due: CivilDate?
    package var priority: String?

    package init(kind: EntryKind, text: String) {
        self.kind = kind
        self.text = text
    }

    /// Reads a line.
    ///
    /// - Parameter today: What the words behind `due:` count from.
    package init(
        _ line: some StringProtocol, kind source: KindSource = .mark(otherwise: .note), today: CivilDate
    ) throws(CaptureLineError) {
        let scanner = CaptureScanner(line)
        self.init(kind: source.kind, text: "")
        var start = scanner.start
        if case .mark = source, let mark = scanner.mark(at: start) {
            kind = mark.kind
            start = mark.end
        }
        var reading = CaptureReading(scanner, from: start, into: self, today: today)
        try reading.run()
        self = reading.line
    }
}

/// Why a line cannot be taken as it is. Nothing was stored.
package enum CaptureLineError: Error, Hashable, Sendable {
    /// What stands behind `due:` is no date. `column` is where `due:` begins: code points, counted from 1.
    case badDue(String, column: Int)
}

extension CaptureLineError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .badDue(let words, let column):
            "\"\(words.visible)\" behind the due: in column \(column) is no date. Nothing was saved: write due:fri, "
                + "due:tomorrow, due:+3d, due:2026-12-01 or due:\"dec 1\", or \\due: to keep it as text."
        }
    }
}

extension EntryKind {
    /// The sign that stands for this kind at the start of a line; what has none is a note.
    package var mark: Unicode.Scalar? {
        switch self {
        case .frustration: "!"
        case .insight: "*"
        case .challenge: "^"
        case .idea: "+"
        case .promise: ">"
        case .decision: "="
        case .question: "?"
        case .action: "-"
        case .note: nil
        }
    }
}

extension CaptureLine {
    /// What may stand before a colon inside a line.
    package enum Key: String, CaseIterable, Hashable, Sendable {
        case customer
        case product
        case site
        case meeting
        /// The customer of a promise. In other kinds it is text.
        case to
        case due
        case priority = "p"
    }

    /// The priority that a word stands for, nil where it is none.
    static func priority(_ word: String) -> String? {
        switch word.lowercased() {
        case "h", "high": "high"
        case "m", "medium": "medium"
        case "l", "low": "low"
        default: nil
        }
    }

    var nameCount: Int { owners.count + tags.count }
}
