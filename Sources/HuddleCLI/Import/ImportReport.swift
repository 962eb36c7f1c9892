import HuddleCore
import HuddleFormats
import HuddleStore

/// What an import took from one file.
struct ImportReport {
    /// One statement of the file and what became of it.
    struct Item {
        let line: Int
        let id: RecordID
        let type: RecordType
        let outcome: TakenOver
        let text: String
    }

    let file: String
    let encoding: TextEncoding
    var remarks: [String] = []
    private(set) var problems: [ImportProblem] = []
    private(set) var problemCount = 0
    private(set) var skippedCount = 0
    private(set) var deletedCount = 0
    private var newCount = 0
    private var updatedCount = 0
    private var unchangedCount = 0
    /// Of new meetings, by title.
    private var meetings: [String] = []
    /// Whether each statement is remembered, and not only counted.
    private let keepsEach: Bool
    private var items: [Item] = []
    private var skipped: [SkippedPiece] = []

    init(file: String, encoding: TextEncoding, keepsEach: Bool) {
        self.file = file
        self.encoding = encoding
        self.keepsEach = keepsEach
    }

    mutating func add(_ statement: FileStatement, at line: Int, _ outcome: TakenOver) {
        let title = statement.value(of: statement.type == .meeting ? FieldName.title : FieldName.text)?.text ?? ""
        if case .otherType(let type) = outcome {
            return add(
                ImportProblem(line: line, "its id is that of a \(type.name) here; expected a \(statement.type.name)'s"))
        }
        if statement.type == .entry {
            switch outcome {
            case .new: newCount += 1
            case .updated: updatedCount += 1
            case .unchanged: unchangedCount += 1
            case .deleted: deletedCount += 1
            case .otherType: break
            }
        } else if outcome == .new {
            meetings.append(title)
        }
        if keepsEach {
            items.append(Item(line: line, id: statement.record, type: statement.type, outcome: outcome, text: title))
        }
    }

    mutating func add(_ piece: SkippedPiece) {
        skippedCount += 1
        if keepsEach { skipped.append(piece) }
    }

    mutating func add(_ problem: ImportProblem) {
        problemCount += 1
        if problems.count < Limits.importProblemsNamed { problems.append(problem) }
    }

    static func total(_ reports: [ImportReport]) -> String {
        func sum(_ count: (ImportReport) -> Int) -> Int { reports.reduce(0) { $0 + count($1) } }
        return "\(reports.count) files: \(sum { $0.newCount }) new, \(sum { $0.updatedCount }) updated, "
            + "\(sum { $0.unchangedCount }) unchanged, \(sum { $0.skippedCount }) skipped."
    }

    func text(isVerbose: Bool) -> String {
        var text = "\(file): \(newCount) new, \(updatedCount) updated, \(unchangedCount) unchanged"
        if deletedCount > 0 { text += ", \(deletedCount) deleted here" }
        text += ", \(skippedCount) skipped\n"
        if encoding != .utf8 { text += "  Read as \(encoding.rawValue).\n" }
        for remark in remarks { text += "  \(remark)\n" }
        if let first = meetings.first {
            text +=
                meetings.count == 1
                ? "  New meeting: \(first.visible).\n"
                : "  \(meetings.count) new meetings, \(first.visible) and others.\n"
        }
        guard isVerbose else { return text }
        for item in items {
            text += "  line \(item.line), \(Self.words(item)): \(TextWidth.cut(item.text.visible, to: 100))\n"
        }
        for piece in skipped {
            let words = piece.text.isEmpty ? "" : ": " + TextWidth.cut(piece.text.visible, to: 100)
            text += "  line \(piece.line), skipped, \(piece.reason)\(words)\n"
        }
        return text
    }

    private static func words(_ item: Item) -> String {
        let words =
            switch item.outcome {
            case .new: "new"
            case .updated(let fields): "updated (" + fields.map(\.text).joined(separator: ", ") + ")"
            case .unchanged: "unchanged"
            case .deleted: "deleted here"
            case .otherType: "not taken"
            }
        return item.type == .entry ? words : item.type.name + ", " + words
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("file", file)
            json.member("encoding", encoding.rawValue)
            json.member("new", newCount)
            json.member("updated", updatedCount)
            json.member("unchanged", unchangedCount)
            json.member("deleted", deletedCount)
            json.member("remarks", remarks)
            json.key("records")
            json.array { json in for item in items { Self.write(item, to: &json) } }
            json.key("skipped")
            json.array { json in
                for piece in skipped {
                    json.object { json in
                        json.member("line", piece.line)
                        json.member("reason", piece.reason)
                        json.member("text", piece.text)
                    }
                }
            }
            json.key("problems")
            json.array { json in
                for problem in problems {
                    json.object { json in
                        json.member("line", problem.line)
                        json.member("message", problem.message)
                    }
                }
            }
        }
    }

    private static func write(_ item: Item, to json: inout JSONWriter) {
        json.object { json in
            json.member("line", item.line)
            json.member("id", item.id.text)
            json.member("type", item.type.name)
            switch item.outcome {
            case .new: json.member("outcome", "new")
            case .updated(let fields):
                json.member("outcome", "updated")
                json.member("fields", fields.map(\.text))
            case .unchanged: json.member("outcome", "unchanged")
            case .deleted: json.member("outcome", "deleted")
            case .otherType: json.member("outcome", "refused")
            }
            json.member("text", item.text)
        }
    }
}
