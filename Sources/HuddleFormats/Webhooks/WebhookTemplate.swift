import HuddleCore
import Mustache

/// A message through a Mustache template that makes JSON. `Templates/README.md` says what it can name.
///
/// A server renders it for whoever set it up, so it must stop: a template has no partials and no functions, and no list stands inside
/// a list.
struct WebhookTemplate: Sendable {
    private let template: MustacheTemplate

    /// - Throws: `TemplateError`.
    init(_ text: String) throws(TemplateError) {
        guard text.utf8.count <= Limits.webhookTemplateBytes else {
            throw TemplateError(
                line: 1, detail: "it has \(text.utf8.count) bytes, the limit is \(Limits.webhookTemplateBytes)")
        }
        try WebhookTemplateTags.check(text)
        let isMarked = text.contains("CONTENT_TYPE")
        try self.init(trusted: isMarked ? text : "{{% CONTENT_TYPE:\(ChatEscaping.json.rawValue)}}" + text)
        for facts in HappeningFacts.samples where !Self.isJSON(rendered(facts)) {
            throw TemplateError(line: 1, detail: "what it makes of \(facts.word) is not JSON")
        }
    }

    /// One of our own.
    init(trusted text: String) throws(TemplateError) {
        ChatEscaping.register()
        do {
            template = try MustacheTemplate(string: text)
        } catch let error as MustacheTemplate.ParserError {
            throw TemplateError(line: error.context.lineNumber, detail: "\(error.error)")
        } catch {
            throw TemplateError(line: 1, detail: "\(error)")
        }
    }

    func rendered(_ facts: HappeningFacts) -> [UInt8] {
        Array(template.render(Self.values(of: facts)).utf8)
    }

    static func isJSON(_ bytes: [UInt8]) -> Bool {
        var reader = JSONReader(bytes, line: 1)
        return (try? reader.whole()) != nil
    }

    private static func values(of facts: HappeningFacts) -> [String: Any] {
        var values: [String: Any] = [
            "type": facts.word, "title": facts.kind?.title ?? "Test", "headline": oneLine(facts.headline),
            "space": oneLine(facts.spaceName), "text": oneLine(facts.text), "time": facts.time.clamped.iso8601,
            "delivery": facts.id.text,
        ]
        set(&values, "context", facts.context)
        set(&values, "by", facts.by)
        set(&values, "people_text", HappeningFacts.list(facts.people))
        values["people"] = list(facts.people)
        set(&values, "answer", facts.answer?.text)
        set(&values, "answer_by", facts.answer?.by)
        switch facts.topic {
        case .entry(let listed): values.merge(self.values(of: listed)) { _, new in new }
        case .meeting(let meeting, let sum):
            values["id"] = meeting.id.text
            set(&values, "day", meeting.day?.text)
            set(&values, "customer", meeting.customer)
            set(&values, "site", meeting.site)
            values["entries_count"] = sum.entries
            values["actions_count"] = sum.actions.count
            values["actions"] = sum.actions.map { action in
                var short = self.values(of: action)
                short["details"] = nil
                short["text"] = HappeningFacts.cut(
                    ExactText.oneLine(action.entry.text), to: Limits.webhookListedTextBytes)
                return short
            }
        case .trial: values["is_test"] = true
        }
        return values
    }

    private static func values(of listed: ListedEntry) -> [String: Any] {
        let entry = listed.entry
        var values: [String: Any] = [
            "id": entry.id.text, "short_id": listed.shortID, "kind": oneLine(entry.kind.text),
            "text": oneLine(entry.text), "status": oneLine(entry.status.text), "owners": list(entry.owners),
            "tags": list(entry.tags),
        ]
        if let details = entry.details { values["details"] = HappeningFacts.cut(details).visibleLines }
        set(&values, "due", entry.due?.text)
        set(&values, "priority", entry.priority)
        set(&values, "customer", entry.customer)
        set(&values, "product", entry.product)
        set(&values, "site", entry.site)
        set(&values, "meeting", listed.meeting?.title)
        set(&values, "meeting_day", listed.meeting?.day?.text)
        set(&values, "asked_by", listed.askedBy)
        set(&values, "owners_text", HappeningFacts.list(entry.owners))
        return values
    }

    /// What there is not is missing, so that a section of it is left out.
    private static func set(_ values: inout [String: Any], _ name: String, _ text: String?) {
        guard let text, !text.isEmpty else { return }
        values[name] = oneLine(text)
    }

    private static func list(_ names: [String]) -> [String] { names.prefix(Limits.webhookListLength).map(oneLine) }

    private static func oneLine(_ text: String) -> String { HappeningFacts.cut(ExactText.oneLine(text)) }
}
