import HuddleCore

/// Reads issues from Jira: the CSV that its search exports, or the JSON that its REST interface answers with.
///
/// Source: Atlassian, "Jira Cloud platform REST API", search for issues.
package struct JiraImport: ImportReader {
    /// One of the two, each in a place of its own: reading on must not copy what was read.
    private var table: TableImport?
    private var issues: JSONObjects?
    private let context: ImportContext
    private var isOver = false

    /// - Parameter options: Of the table; keys of issues name them everywhere.
    package init(_ context: ImportContext, _ options: TableOptions) throws {
        self.context = context
        let pieces = TextPieces(try context.file.open(), encoding: context.encoding)
        if try Self.startsJSON(pieces) {
            issues = JSONObjects(
                TextPieces(try context.file.open(), encoding: context.encoding), containers: ["issues"])
        } else {
            var options = options
            options.keysAreGlobal = true
            table = try TableImport(context, options)
        }
    }

    package var remarks: [String] { table?.remarks ?? [] }

    package mutating func next() throws -> ImportEvent? {
        guard !isOver else { return nil }
        guard issues != nil else { return try table?.next() }
        do {
            guard let piece = try issues?.next() else {
                isOver = true
                return nil
            }
            return .statement(try statement(try piece.object(), piece.line), line: piece.line)
        } catch let problem as ImportProblem {
            return .problem(problem)
        }
    }

    private static func startsJSON(_ pieces: TextPieces) throws -> Bool {
        var pieces = pieces
        while let piece = try pieces.next() {
            if let first = piece.first(where: { $0 > 0x20 }) {
                return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
            }
        }
        return false
    }

    private func statement(_ issue: JSONObject, _ line: Int) throws(ImportProblem) -> FileStatement {
        guard let key = issue["key"]?.string, let fields = issue["fields"]?.object else {
            throw ImportProblem(line: line, "there is no \"key\" with \"fields\"; expected an issue of Jira")
        }
        func name(_ field: String) -> String? {
            let object = fields[field]?.object
            return object?["displayName"]?.string ?? object?["name"]?.string
        }
        var builder = StatementBuilder(line: line)
        try builder.setMain(FieldName.text, fields["summary"]?.string)
        if let description = fields["description"] {
            try builder.set(FieldName.details, JiraText.plain(description).trimmed)
        }
        let kind = name("issuetype").flatMap { TableWords.kind($0) } ?? context.kind
        try builder.set(FieldName.kind, kind.rawValue)
        try builder.set(FieldName.status, status(fields["status"]?.object).rawValue)
        if fields.has("priority") {
            try builder.set(FieldName.priority, name("priority").map { TableWords.priority($0) })
        }
        if fields.has("assignee") {
            try builder.set(FieldName.owners, elements: name("assignee").map { [context.owner($0)] } ?? [])
        }
        if fields.has("duedate") {
            let day = try WrittenDay.day(fields["duedate"]?.string ?? "", order: nil, line: line, column: "duedate")
            builder.set(FieldName.due, day: day)
        }
        if let labels = fields["labels"]?.array {
            try builder.set(FieldName.tags, elements: labels.compactMap(\.string))
        }
        if let components = fields["components"]?.array {
            try builder.set(FieldName.product, components.first?.object?["name"]?.string)
        }
        builder.origin =
            [key] + [fields["created"]?.string.map { String($0.prefix(10)) }, name("reporter")].compactMap { $0 }
        let id = RecordID(derivedFrom: [key], .issueKey, hash: context.hash)
        return try builder.statement(id, .entry, in: context)
    }

    /// The category tells what a team's own words for a status mean.
    private func status(_ status: JSONObject?) -> EntryStatus {
        let word = status?["name"]?.string.flatMap { TableWords.status($0) }
        if word == .dropped { return .dropped }
        return status?["statusCategory"]?.object?["key"]?.string == "done" ? .done : word ?? .open
    }
}

/// A text of Jira's: plain, or a tree in the "Atlassian Document Format".
enum JiraText {
    static func plain(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): return text
        case .object(let node):
            if let text = node["text"]?.string { return text }
            if node["type"]?.string == "hardBreak" { return "\n" }
            let inner = node["content"].map { plain($0) } ?? ""
            return ["paragraph", "heading", "listItem", "codeBlock"].contains(node["type"]?.string)
                ? inner + "\n" : inner
        case .array(let nodes): return nodes.map { plain($0) }.joined()
        case .null, .flag, .number: return ""
        }
    }
}
