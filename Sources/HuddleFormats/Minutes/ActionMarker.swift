import HuddleCore

/// What makes a line an action: `Action:`, `**AI**:`, `Action item for Ann:`, `[TODO]` …
struct ActionMarker: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case action
        /// `[Action requested]`: a call for attention.
        case request
        /// `Last week's AI:`
        case earlier
    }

    var kind = Kind.action
    /// Announces a list: `Action items:`.
    var isPlural = false
    /// What stood between the word and the colon.
    var qualifier: String?
    /// Signs of emphasis that were opened before the word and not closed before the colon.
    var openEmphasis = ""
    /// What follows the marker.
    var rest: String

    /// The marker that a line starts with.
    init?(startOf content: String, isHeading: Bool = false) {
        let emphasis = content.prefix { "*_`".contains($0) }
        var body = content.dropFirst(emphasis.count)
        let isBracketed = body.first == "["
        if isBracketed { body.removeFirst() }
        let prefix = Self.takePrefix(&body)
        guard let prefix, let word = ActionWord(takenFrom: &body) else { return nil }
        self.init(rest: "")
        isPlural = word.isPlural
        kind = prefix == .earlier ? .earlier : .action
        let form = Form(emphasis: String(emphasis), isBracketed: isBracketed, isHeading: isHeading, word: word)
        guard takeTail(body, form) else { return nil }
    }

    private init(rest: String) {
        self.rest = rest
    }

    /// A marker within a line, at the start of a sentence: `… until May; ACTION: Ann will ask`.
    init?(within content: String) {
        var cursor = content.startIndex
        while let stop = content[cursor...].firstIndex(where: { ".;!?)".contains($0) }) {
            cursor = content.index(after: stop)
            let rest = content[cursor...]
            guard let first = rest.first, first == " ", let start = rest.prefix(8).first(where: { $0 != " " }),
                "AaTt*_".contains(start),
                case let body = String(rest.drop { $0 == " " }.prefix(120)),
                let marker = ActionMarker(startOf: body), marker.kind == .action, marker.isClosedByColon(body)
            else { continue }
            let sentence = String(rest.drop { $0 == " " })
            guard let whole = ActionMarker(startOf: sentence) else { return nil }
            self = whole
            return
        }
        return nil
    }

    private func isClosedByColon(_ body: String) -> Bool {
        let head = body.prefix(30)
        return qualifier == nil && head.contains { $0 == ":" || $0 == "：" } && !head.hasPrefix("to")
    }

    private struct Form {
        let emphasis: String
        let isBracketed: Bool
        let isHeading: Bool
        let word: ActionWord
    }

    private enum Prefix { case plain, earlier }

    /// Up to three words in front of the marker that say whose or when; nil where other words stand there.
    private static func takePrefix(_ body: inout Substring) -> Prefix? {
        var rest = body
        var isEarlier = false
        for _ in 0..<4 {
            if case var probe = rest, ActionWord(takenFrom: &probe) != nil {
                body = rest
                return isEarlier ? .earlier : .plain
            }
            let word = rest.prefix { !$0.isWhitespace }.lowercased()
            if ["last", "previous", "prior", "earlier", "old"].contains(where: { word.hasPrefix($0) }) {
                isEarlier = true
            } else if !(isEarlier || ["new", "next", "open", "follow-up"].contains(word)) {
                return nil
            }
            rest = rest.dropFirst(word.count).drop(while: \.isWhitespace)
        }
        return nil
    }

    /// What stands between the word and the action. False where it makes the line a sentence.
    private mutating func takeTail(_ tail: Substring, _ form: Form) -> Bool {
        var body = tail
        var isClosed = takeEmphasis(&body, form)
        if form.isBracketed {
            guard let close = body.firstIndex(of: "]") else { return false }
            let inside = String(body[..<close]).trimmed
            body = body[body.index(after: close)...]
            if inside.lowercased().hasPrefix("requ") {
                kind = .request
                rest = String(body).trimmed
                return true
            }
            if !inside.isEmpty { qualifier = inside }
            isClosed = true
        }
        let colon = Self.colon(in: body)
        if let colon {
            let between = String(body[..<colon]).trimmed
            guard takeQualifier(between) else { return false }
            body = body[body.index(after: colon)...]
        } else if let dash = Self.dash(body), form.word.isLoud {
            body = dash
        } else if body.allSatisfy(\.isWhitespace) {
            guard form.isHeading || isClosed || isPlural && form.word.isWhole else { return false }
        } else if !isClosed {
            return false
        }
        if !form.emphasis.isEmpty, !isClosed { isClosed = takeEmphasis(&body, form) }
        openEmphasis = isClosed ? "" : form.emphasis
        rest = String(body).trimmed
        return true
    }

    private func takeEmphasis(_ body: inout Substring, _ form: Form) -> Bool {
        guard !form.emphasis.isEmpty, body.hasPrefix(form.emphasis) else { return false }
        body = body.dropFirst(form.emphasis.count)
        return true
    }

    /// `for Ann`, `(Ann)`, `, unrelated`; anything longer is a sentence.
    private mutating func takeQualifier(_ text: String) -> Bool {
        guard !text.isEmpty else { return true }
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count <= 6, !text.contains(where: { ".;!?".contains($0) }) else { return false }
        let first = words[0].lowercased()
        if first == "from" || first == "of" {
            kind = .earlier
        } else if ["requested", "required", "needed"].contains(first) {
            kind = .action
        } else if ["for", "to", "by", "on"].contains(first) {
            guard words.count > 1, words[1].first.map({ $0.isUppercase || $0 == "@" }) == true else { return false }
            qualifier = words.dropFirst().joined(separator: " ")
        } else if "(,-–@[".contains(text.first ?? " ") || text.first?.isUppercase == true {
            qualifier = text
        } else {
            return false
        }
        return true
    }

    private static func colon(in body: Substring) -> Substring.Index? {
        let head = body.prefix(80)
        guard let colon = head.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
        return body[body.index(after: colon)...].hasPrefix("//") ? nil : colon
    }

    private static func dash(_ body: Substring) -> Substring? {
        let rest = body.drop(while: \.isWhitespace)
        guard let sign = rest.first, "-–—".contains(sign) else { return nil }
        let after = rest.dropFirst()
        return after.first == " " ? after : nil
    }
}
