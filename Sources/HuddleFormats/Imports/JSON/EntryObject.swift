import HuddleCore

/// What an entry's JSON object says, as `EntryJSON` writes it.
struct EntryObject {
    let statement: FileStatement
    /// What is said of the meeting that it belongs to.
    private(set) var meeting: FileStatement?

    init(_ object: JSONObject, line: Int, _ context: ImportContext) throws(ImportProblem) {
        var builder = StatementBuilder(line: line)
        guard let text = object["id"]?.string, let id = RecordID(text) else {
            throw ImportProblem(
                line: line, "there is no \"id\"; expected the id of an entry, such as in an export by Huddle")
        }
        try builder.setMain(FieldName.text, try Self.text("text", object, line))
        for (key, name) in Self.texts where object.has(key) { try builder.set(name, try Self.text(key, object, line)) }
        if object.has("due") {
            let due = try Self.text("due", object, line)
            let day = due.flatMap { CivilDate($0) }
            guard day != nil || due == nil else {
                throw ImportProblem(line: line, "\"\(due?.visible ?? "")\" is no day; expected one such as 2026-12-01")
            }
            builder.set(FieldName.due, day: day)
        }
        for (key, field) in Self.sets where object.has(key) {
            try builder.set(field, elements: try Self.texts(key, object, line))
        }
        if object.has("links") { try builder.set(FieldName.links, elements: try Self.links(object, line)) }
        if let other = object["other"]?.object { try Self.take(other: other, line, into: &builder) }
        builder.asOf = object["changed"]?.string.flatMap { Moment.time($0) }
        if let value = object["meeting"] {
            let record = value.object?["id"]?.string.flatMap { RecordID($0) }
            guard record != nil || value == .null else {
                throw ImportProblem(line: line, "\"meeting\" is \(value.form); expected an object with an \"id\"")
            }
            builder.set(FieldName.meeting, record: record)
            if let record, let object = value.object { meeting = try Self.meeting(record, object, line, context) }
        }
        statement = try builder.statement(id, .entry, in: context)
    }

    private static let texts = [
        ("details", FieldName.details), ("kind", FieldName.kind), ("status", FieldName.status),
        ("priority", FieldName.priority), ("customer", FieldName.customer), ("product", FieldName.product),
        ("site", FieldName.site), ("topic", FieldName.topic), ("source", FieldName.source),
    ]
    private static let sets = [
        ("owners", FieldName.owners), ("tags", FieldName.tags), ("votes", FieldName.votes),
    ]

    /// The meeting as far as an entry shows it. Nothing is said where its title has not arrived.
    private static func meeting(
        _ id: RecordID, _ object: JSONObject, _ line: Int, _ context: ImportContext
    ) throws(ImportProblem) -> FileStatement? {
        guard let title = try text("title", object, line) else { return nil }
        var builder = StatementBuilder(line: line)
        try builder.setMain(FieldName.title, title)
        builder.set(FieldName.day, day: try text("day", object, line).flatMap { CivilDate($0) })
        try builder.set(FieldName.customer, try text("customer", object, line))
        return try builder.statement(id, .meeting, in: context)
    }

    private static func text(_ key: String, _ object: JSONObject, _ line: Int) throws(ImportProblem) -> String? {
        switch object[key] {
        case nil, .null?: return nil
        case .string(let text)?: return text
        case let value?: throw ImportProblem(line: line, "\"\(key)\" is \(value.form); expected a text")
        }
    }

    private static func texts(_ key: String, _ object: JSONObject, _ line: Int) throws(ImportProblem) -> [String] {
        var texts: [String] = []
        for value in object[key]?.array ?? [] {
            guard let text = value.string else {
                throw ImportProblem(line: line, "\"\(key)\" holds \(value.form); expected a list of texts")
            }
            texts.append(text)
        }
        if object[key]?.array == nil, object[key] != .null {
            throw ImportProblem(line: line, "\"\(key)\" is \(object[key]?.form ?? ""); expected a list of texts")
        }
        return texts
    }

    private static func links(_ object: JSONObject, _ line: Int) throws(ImportProblem) -> [String] {
        var links: [String] = []
        for value in object["links"]?.array ?? [] {
            guard let verb = value.object?["verb"]?.string,
                let id = value.object?["id"]?.string.flatMap({ RecordID($0) }),
                let link = Link(element: Link(OpenWord(verb), id).element)
            else {
                throw ImportProblem(
                    line: line, "a link is \(value.form); expected an object with a \"verb\" and an \"id\"")
            }
            links.append(link.element)
        }
        return links
    }

    /// Fields that this version does not know, as `RecordJSON` writes their values.
    static func take(
        other: JSONObject, _ line: Int, into builder: inout StatementBuilder
    ) throws(ImportProblem) {
        for member in other.members {
            guard let name = CellName(member.name), name != FieldName.deleted else {
                throw ImportProblem(line: line, "\"\(member.name.visible)\" cannot be the name of a field")
            }
            guard let value = value(member.value) else {
                throw ImportProblem(
                    line: line, "the field \"\(member.name.visible)\" is \(member.value.form) that cannot be read")
            }
            guard !hasOwnPlace(name, value) else {
                throw ImportProblem(
                    line: line,
                    "\"\(member.name.visible)\" stands among the other fields; expected it where an export by Huddle has it"
                )
            }
            if case .text(let text) = value { try builder.set(name, text) } else { builder.set(name, value: value) }
        }
    }

    /// Whether an entry can read the field. What it cannot, whatever its name, is among the others of an export. A field that is
    /// cleared there would take away what the entry says of it.
    private static func hasOwnPlace(_ name: CellName, _ value: Value) -> Bool {
        if name == FieldName.text { return true }
        if value == .none || value == .text("") { return singles.contains(name) }
        let nobody = Digest128(high: 0, low: 0)
        let alone = Projection(
            id: RecordID(nobody), type: .entry, created: WallTime(milliseconds: 0), changed: WallTime(milliseconds: 0),
            author: ReplicaID(bits: 0), presence: .present, fields: [Projection.Field(name, value)], conflicts: [])
        return Entry(alone).others.isEmpty
    }

    private static let singles = Set(texts.map(\.1) + [FieldName.due, FieldName.meeting])

    /// The inverse of `RecordJSON.write`.
    private static func value(_ json: JSONValue) -> Value? {
        switch json {
        case .null: return Value.none
        case .flag(let flag): return .flag(flag)
        case .string(let text): return .text(text)
        case .number(let digits): return Int64(digits).map { .number($0) }
        case .array: return nil
        case .object(let object):
            guard object.members.count == 1, let member = object.members.first, let text = member.value.string else {
                return nil
            }
            switch member.name {
            case "number": return Int64(text).map { .number($0) }
            case "reference": return RecordID(text).map { .reference($0) }
            case "base64": return Base64.decode(text).map { .unknown($0) }
            default: return nil
            }
        }
    }
}
