import HuddleCore

/// Reads Taskwarrior's JSON: what `task export` writes, and what Huddle wrote.
///
/// Source: Taskwarrior, "Taskwarrior JSON Format" (RFC 31); `Protocol/formats.md`, "Taskwarrior".
package struct TaskwarriorImport: ImportReader {
    private let context: ImportContext
    private var objects: JSONObjects
    private var isOver = false

    package init(_ context: ImportContext) throws {
        self.context = context
        objects = JSONObjects(
            TextPieces(try context.file.open(), encoding: context.encoding), containers: ["tasks"])
    }

    package mutating func next() throws -> ImportEvent? {
        guard !isOver else { return nil }
        do {
            guard let piece = try objects.next() else {
                isOver = true
                return nil
            }
            let task = try Task(try piece.object(), line: piece.line, context)
            if let reason = task.whyNot {
                return .skipped(SkippedPiece(line: piece.line, reason: reason, text: task.description))
            }
            return .statement(try task.statement(), line: piece.line)
        } catch let problem as ImportProblem {
            return .problem(problem)
        }
    }
}

/// One task.
private struct Task {
    let description: String
    private let object: JSONObject
    private let line: Int
    private let context: ImportContext
    /// Whether Huddle wrote it: then it says everything that an entry can have here.
    private let isHuddles: Bool

    init(_ object: JSONObject, line: Int, _ context: ImportContext) throws(ImportProblem) {
        self.object = object
        self.line = line
        self.context = context
        guard let text = object["description"]?.string else {
            throw ImportProblem(line: line, "there is no \"description\"; expected a task as `task export` writes it")
        }
        description = text
        let id = object["uuid"]?.string.flatMap { RecordID($0) }
        // Taskwarrior's own ids are of version 4, Huddle's of 7 and 8.
        isHuddles = (id?.version ?? 0) >= 7 || object.members.contains { $0.name.hasPrefix("huddle") }
    }

    /// Nil for a task that is to be taken.
    var whyNot: String? {
        switch object["status"]?.string {
        case "recurring": "it is the pattern of a task that repeats; the tasks made from it are taken"
        case "deleted" where !isHuddles: "it was deleted there"
        default: nil
        }
    }

    func statement() throws(ImportProblem) -> FileStatement {
        var builder = StatementBuilder(line: line)
        guard let id = object["uuid"]?.string.flatMap({ RecordID($0) }) else {
            throw ImportProblem(line: line, "there is no \"uuid\"; expected a task as `task export` writes it")
        }
        try builder.setMain(FieldName.text, exact("huddletext", shown: description))
        try builder.set(FieldName.kind, text("huddlekind") ?? context.kind.rawValue)
        try builder.set(FieldName.status, status())
        builder.set(FieldName.due, day: try due())
        try builder.set(FieldName.priority, text("huddlepriority") ?? priority)
        try builder.set(FieldName.customer, text("project").map { exact("huddlecustomer", shown: $0) })
        try builder.set(FieldName.tags, elements: try tags() + CellList.elements(text("huddletags") ?? ""))
        let annotations = try annotations()
        try builder.set(FieldName.details, exact("huddledetails", shown: annotations))
        // Without a field of Huddle's, nothing is said of what only those can hold.
        if isHuddles {
            try builder.set(FieldName.owners, elements: CellList.elements(text("huddleowners") ?? ""))
            for (key, name) in Self.ours { try builder.set(name, text(key)) }
            builder.set(FieldName.meeting, record: text("huddlemeeting").flatMap { RecordID($0) })
            try builder.set(FieldName.source, text("huddlesource"))
        } else if let entry = object["entry"]?.string.flatMap({ Moment.time($0) }) {
            builder.origin.append(context.day(entry).text)
        }
        return try builder.statement(id, .entry, in: context)
    }

    private static let ours = [
        ("huddleproduct", FieldName.product), ("huddlesite", FieldName.site), ("huddletopic", FieldName.topic),
    ]

    private func status() throws(ImportProblem) -> String {
        if let word = text("huddlestatus"), object["status"]?.string == "pending" { return word }
        switch object["status"]?.string {
        case "completed": return EntryStatus.done.rawValue
        case "deleted": return EntryStatus.dropped.rawValue
        case "pending", "waiting", nil: return EntryStatus.open.rawValue
        case let word?:
            throw ImportProblem(
                line: line,
                "\"\(word.visible)\" is no status; expected pending, waiting, completed, deleted or recurring")
        }
    }

    private var priority: String? {
        switch object["priority"]?.string {
        case "H": "high"
        case "M": "medium"
        case "L": "low"
        case let word: word
        }
    }

    /// Huddle writes noon in UTC and others midnight, there or where they are.
    private func due() throws(ImportProblem) -> CivilDate? {
        guard let text = object["due"]?.string, !text.isEmpty else { return nil }
        guard let time = Moment.time(text), let day = Moment.writtenDay(text) else {
            throw ImportProblem(line: line, "\"\(text.visible)\" is no time; expected one such as 20261201T120000Z")
        }
        return text.hasSuffix("T120000Z") || text.hasSuffix("T000000Z") ? day : context.day(time)
    }

    private func tags() throws(ImportProblem) -> [String] {
        switch object["tags"] {
        case nil, .null?: return []
        case .string(let text)?: return text.split(separator: ",").map { String($0).trimmed }
        case .array(let tags)?: return tags.compactMap(\.string)
        case let value?: throw ImportProblem(line: line, "\"tags\" is \(value.form); expected a list of texts")
        }
    }

    /// What was noted on the task, a line each, in the order in which it was noted.
    private func annotations() throws(ImportProblem) -> String {
        guard let value = object["annotations"], value != .null else { return "" }
        guard let list = value.array else {
            throw ImportProblem(line: line, "\"annotations\" is \(value.form); expected a list")
        }
        return list.compactMap { $0.object?["description"]?.string }.joined(separator: "\n")
    }

    /// A field of Huddle's or of the task.
    private func text(_ key: String) -> String? {
        guard let text = object[key]?.string else { return nil }
        guard text.hasPrefix("base64:") else { return text }
        return Base64.text(text.dropFirst(7)) ?? text
    }

    /// The exact text, as long as the shown one is what a writer would make of it.
    private func exact(_ key: String, shown: String) -> String {
        guard let text = object[key]?.string.flatMap({ Base64.text($0) }), ExactText.oneLine(text) == shown else {
            return shown
        }
        return text
    }
}
