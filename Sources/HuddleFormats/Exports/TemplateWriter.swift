import HuddleCore
import Mustache

/// Entries through a template of one's own, in Mustache.
///
/// `Templates/README.md` says what a template can name. A template holds all its entries at once, so there is a limit to them.
package struct TemplateWriter: ExportWriter {
    private static let entries = 20_000

    private let template: MustacheTemplate
    private var groups: [[String: Any]] = []
    private var group: [String: Any] = [:]
    private var members: [[String: Any]] = []
    private var all: [[String: Any]] = []
    private var beyond = 0

    /// - Parameter name: The template's file name: `.html` and `.md` in it say how texts are escaped.
    /// - Throws: `TemplateError`.
    package init(_ text: String, named name: String) throws(TemplateError) {
        TemplateEscaping.register()
        let escaping = TemplateEscaping(fileName: name)
        do {
            template = try MustacheTemplate(string: "{{% CONTENT_TYPE:\(escaping.rawValue)}}\n" + text)
        } catch let error as MustacheTemplate.ParserError {
            throw TemplateError(line: error.context.lineNumber - 1, detail: "\(error.error)")
        } catch {
            throw TemplateError(line: 1, detail: "\(error)")
        }
    }

    package var leftOut: [LeftOut] {
        beyond == 0 ? [] : [LeftOut(count: beyond, reason: "more than a template can hold (\(Self.entries))")]
    }

    package mutating func begin(_ facts: ExportFacts, to out: inout [UInt8]) {}

    package mutating func add(_ item: ExportItem, to out: inout [UInt8]) {
        guard all.count < Self.entries else {
            beyond += 1
            return
        }
        if item.startsGroup {
            endGroup()
            group = ["heading": ExactText.oneLine(item.heading.text)]
        }
        let values = Self.values(of: item)
        members.append(values)
        if item.isFirst { all.append(values) }
    }

    package mutating func end(_ facts: ExportFacts, to out: inout [UInt8]) {
        endGroup()
        var values: [String: Any] = [
            "space": ExactText.oneLine(facts.space), "filter": ExactText.oneLine(facts.filter),
            "written": facts.time.iso8601, "today": facts.today.text, "count": facts.count, "groups": groups,
            "entries": all, "leftOut": facts.leftOut.map { ["count": $0.count, "reason": $0.reason] as [String: Any] },
        ]
        if facts.overdue > 0 { values["overdue"] = facts.overdue }
        if let command = facts.command { values["command"] = ExactText.oneLine(command) }
        if let meeting = facts.meeting?.meeting { values["meeting"] = Self.values(of: meeting) }
        out.append(template.render(values))
    }

    private mutating func endGroup() {
        guard !members.isEmpty else { return }
        group["entries"] = members
        group["count"] = members.count
        groups.append(group)
        members = []
    }

    /// What there is of an entry under the names of the columns; what there is not is missing, so that a section of it is left out.
    private static func values(of item: ExportItem) -> [String: Any] {
        var values: [String: Any] = [:]
        for column in ExportColumn.allCases {
            switch column.value(of: item) {
            case .nothing: break
            case .text(let text):
                values[column.rawValue] = column == .details ? text.visibleLines : ExactText.oneLine(text)
            case .list(let elements): values[column.rawValue] = elements.map(ExactText.oneLine)
            case .word(let word): values[column.rawValue] = word
            case .day(let day): values[column.rawValue] = day.text
            case .time(let time): values[column.rawValue] = time.iso8601
            case .id(let id): values[column.rawValue] = id.text
            }
        }
        values["owners_text"] = ExactText.oneLine(item.entry.owners.joined(separator: ", "))
        values["is_overdue"] = item.isOverdue
        values["is_open"] = item.entry.isOpen
        values["is_done"] = item.entry.status == .known(.done)
        return values
    }

    private static func values(of meeting: Meeting) -> [String: Any] {
        var values: [String: Any] = [
            "title": ExactText.oneLine(meeting.title), "people": meeting.people.map(ExactText.oneLine),
        ]
        if let day = meeting.day { values["day"] = day.text }
        if let customer = meeting.customer { values["customer"] = ExactText.oneLine(customer) }
        if let site = meeting.site { values["site"] = ExactText.oneLine(site) }
        return values
    }
}

/// Why a template cannot be used.
package struct TemplateError: Error, Hashable, Sendable, CustomStringConvertible {
    package let line: Int
    package let detail: String

    package var description: String { "line \(line): \(detail)" }
}

/// How texts become inert in what a template makes. `{{{…}}}` takes them as they are.
private enum TemplateEscaping: String, CaseIterable, MustacheContentType {
    case html = "HTML"
    case markdown = "MARKDOWN"
    case text = "TEXT"

    init(fileName: String) {
        let name = fileName.lowercased()
        self = name.contains(".htm") ? .html : name.contains(".md") ? .markdown : .text
    }

    func escapeText(_ text: String) -> String {
        switch self {
        // The library's own escapes by characters as people see them, and misses a sign with an accent behind it.
        case .html: HTMLText.escape(text)
        case .markdown:
            text.split(separator: "\n", omittingEmptySubsequences: false)
                .map { $0.isEmpty ? "" : MarkdownText.escape(String($0)) }.joined(separator: "\n")
        case .text: text
        }
    }

    /// Once for the program, before the first template is read.
    static func register() { _ = registered }

    private static let registered: Void = {
        for escaping in allCases { MustacheContentTypes.register(escaping, named: escaping.rawValue) }
    }()
}
