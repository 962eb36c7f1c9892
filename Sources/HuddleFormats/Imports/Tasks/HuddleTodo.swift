import HuddleCore

/// A task of todo.txt that Huddle wrote: each field as it was.
///
/// Source: `Protocol/formats.md`, "todo.txt".
struct HuddleTodo {
    private let line: TodoLine
    private let number: Int
    private let text: String
    private var values: [String: [String]] = [:]

    init(_ line: TodoLine, _ number: Int) throws(ImportProblem) {
        self.line = line
        self.number = number
        var words = line.words[...]
        // The exact text counts as long as the shown one is what a writer would make of it.
        if let exact = line.value(of: "text").flatMap({ Base64.text($0) }),
            case let shown = ExactText.oneLine(exact).unicodeScalars.split(
                separator: " ", omittingEmptySubsequences: false
            ).map({ String($0) }), words.starts(with: shown)
        {
            text = exact
            words = words.dropFirst(shown.count)
            for word in words {
                guard let (key, value) = try Self.mark(word, number) else { continue }
                values[key, default: []].append(value)
            }
            return
        }
        // The marks stand behind the text.
        while let word = words.last, let (key, value) = try Self.mark(word, number) {
            values[key, default: []].insert(value, at: 0)
            words.removeLast()
        }
        text = words.joined(separator: " ")
    }

    func statement(_ id: RecordID, in context: ImportContext) throws(ImportProblem) -> FileStatement {
        var builder = StatementBuilder(line: number)
        try builder.setMain(FieldName.text, text)
        try builder.set(FieldName.kind, values["kind"]?.first ?? EntryKind.action.rawValue)
        try builder.set(
            FieldName.status, values["status"]?.first ?? (line.isDone ? EntryStatus.done : .open).rawValue)
        let due = values["due"]?.first
        let day = due.flatMap { CivilDate($0) }
        guard due == nil || day != nil else {
            throw ImportProblem(line: number, "\"\(due?.visible ?? "")\" is no day; expected one such as 2026-12-01")
        }
        builder.set(FieldName.due, day: day)
        let letter = line.priority ?? values["pri"]?.first
        try builder.set(
            FieldName.priority, values["priority"]?.first ?? letter.map { TodoLine.word(forPriority: $0) })
        for (key, name) in Self.texts { try builder.set(name, values[key]?.first) }
        try builder.set(FieldName.owners, elements: values["owner"] ?? [])
        try builder.set(FieldName.tags, elements: values["tag"] ?? [])
        builder.set(FieldName.meeting, record: values["meeting"]?.first.flatMap { RecordID($0) })
        return try builder.statement(id, .entry, in: context)
    }

    private static let texts = [
        ("customer", FieldName.customer), ("product", FieldName.product), ("site", FieldName.site),
        ("topic", FieldName.topic),
    ]

    /// `+customer`, `@owner` or `key:value`; nil for a word of the text.
    private static func mark(_ word: String, _ line: Int) throws(ImportProblem) -> (key: String, value: String)? {
        let rest = String(word.unicodeScalars.dropFirst())
        if word.unicodeScalars.first == "+", !rest.isEmpty { return ("customer", try value(rest, line)) }
        if word.unicodeScalars.first == "@", !rest.isEmpty { return ("owner", try value(rest, line)) }
        for key in keys {
            if let value = TodoLine.value(of: key, in: word) {
                return (key, key == "text" ? value : try Self.value(value, line))
            }
        }
        return nil
    }

    private static func value(_ word: String, _ line: Int) throws(ImportProblem) -> String {
        guard word.utf8.contains(UInt8(ascii: "%")) else { return word.replacing("_", with: " ") }
        var bytes: [UInt8] = []
        var rest = Array(word.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count > 1, let code = Hex.decode(String(decoding: rest.prefix(2), as: UTF8.self)) else {
                throw ImportProblem(line: line, "\"\(String(word.prefix(60)).visible)\" is not percent-encoded")
            }
            bytes += code
            rest = rest.dropFirst(2)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ImportProblem(
                line: line, "\"\(String(word.prefix(60)).visible)\" is no UTF-8 behind its percent signs")
        }
        return text
    }

    private static let keys = [
        "customer", "owner", "due", "pri", "kind", "status", "tag", "product", "site", "topic", "meeting", "priority",
        "text",
        "huddle",
    ]
}
