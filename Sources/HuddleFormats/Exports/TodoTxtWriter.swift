import HuddleCore

/// Entries as lines of todo.txt.
///
/// Source: "todo.txt format" (github.com/todotxt/todo.txt), rules 1 to 3 and "Additional File Format Definitions"; `Protocol/formats.md`.
struct TodoTxtWriter: ExportWriter {
    private var withoutPlace = 0

    var leftOut: [LeftOut] {
        withoutPlace == 0
            ? [] : [LeftOut(count: withoutPlace, reason: "entries without their details, sources, links or votes")]
    }

    mutating func begin(_ facts: ExportFacts, to out: inout [UInt8]) {}

    mutating func add(_ item: ExportItem, to out: inout [UInt8]) {
        let entry = item.entry
        if entry.details != nil || entry.source != nil || !entry.links.isEmpty || !entry.votes.isEmpty {
            withoutPlace += 1
        }
        let isClosed = entry.status == .known(.done) || entry.status == .known(.dropped)
        if isClosed { out.append("x " + day(entry.projection.changed) + " ") }
        let letter = Self.letter(entry.priority)
        if !isClosed, let letter { out.append("(" + letter + ") ") }
        out.append(day(entry.projection.created) + " ")
        let line = ExactText.oneLine(entry.text)
        out.append(line)
        if let customer = entry.customer { append(customer, mark: " +", key: "customer", to: &out) }
        for owner in entry.owners { append(owner, mark: " @", key: "owner", to: &out) }
        if let due = entry.due { out.append(" due:" + due.text) }
        if isClosed, let letter { out.append(" pri:" + letter) }
        if entry.kind != .known(.action) { append(entry.kind.text, key: "kind", to: &out) }
        switch entry.status {
        case .known(.open), .known(.done): break
        case .known(.dropped), .other: append(entry.status.text, key: "status", to: &out)
        }
        for tag in entry.tags { append(tag, key: "tag", to: &out) }
        if let product = entry.product { append(product, key: "product", to: &out) }
        if let site = entry.site { append(site, key: "site", to: &out) }
        if let topic = entry.topic { append(topic, key: "topic", to: &out) }
        if let meeting = entry.meeting { out.append(" meeting:" + meeting.text) }
        if letter == nil, let priority = entry.priority { append(priority, key: "priority", to: &out) }
        if TodoTxtText.isUnclear(line) || ExactText.exact(entry.text, shown: line) != nil {
            out.append(" text:" + Base64.encode(Array(entry.text.utf8)))
        }
        out.append(" huddle:" + entry.id.text + "\n")
    }

    mutating func end(_ facts: ExportFacts, to out: inout [UInt8]) {}

    /// A value behind its sign, `+Acme_Steel`, or behind its key where the sign cannot hold it.
    private func append(_ value: String, mark: String, key: String, to out: inout [UInt8]) {
        guard let word = TodoTxtText.word(value) else { return append(value, key: key, to: &out) }
        out.append(mark + word)
    }

    private func append(_ value: String, key: String, to out: inout [UInt8]) {
        out.append(" " + key + ":" + (TodoTxtText.word(value) ?? TodoTxtText.encoded(value)))
    }

    private func day(_ time: WallTime) -> String { String(time.iso8601.prefix(10)) }

    private static func letter(_ priority: String?) -> String? {
        switch priority {
        case "high": "A"
        case "medium": "B"
        case "low": "C"
        case nil, .some: nil
        }
    }
}

/// Values and texts in a line of todo.txt, which is parted at its spaces.
package enum TodoTxtText {
    /// The value with `_` for each space; nil where that would not give it back.
    package static func word(_ value: String) -> String? {
        guard !value.isEmpty, !value.hasPrefix(" "), !value.hasSuffix(" ") else { return nil }
        var word = String.UnicodeScalarView()
        for scalar in value.unicodeScalars {
            switch scalar {
            case " ": word.append("_")
            case "_", ":", "%": return nil
            default:
                if scalar.isObeyedByTerminals || scalar.properties.isWhitespace { return nil }
                word.append(scalar)
            }
        }
        return String(word)
    }

    /// Source: RFC 3986, 2.1.
    package static func encoded(_ value: String) -> String {
        var result: [UInt8] = []
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "~"):
                result.append(byte)
            default: result.append("%" + Hex.encode([byte]))
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Whether a line of this text would say something else to a reader than its text.
    package static func isUnclear(_ line: String) -> Bool {
        guard !line.isEmpty else { return true }
        let words = line.unicodeScalars.split { $0.properties.isWhitespace }
        if let first = words.first.map({ String($0) }) {
            if first == "x" || first == "X" || CivilDate(first) != nil { return true }
            if first.utf8.count == 3, first.hasPrefix("("), first.hasSuffix(")") { return true }
        }
        return words.contains { word in
            if word.first == "+" || word.first == "@" { return true }
            guard let colon = word.firstIndex(of: ":"), colon != word.startIndex else { return false }
            return word[..<colon].allSatisfy { $0.properties.isAlphabetic || $0 == "-" || $0 == "_" }
        }
    }
}
