import HuddleClient
import HuddleCore
import HuddleStore

/// Lets the user edit an entry's form until it can be read: a mistake opens it again, with what was typed.
struct FormSession {
    private let entry: Entry
    private let shortID: String
    private let log: HuddleLog
    private let environment: CommandEnvironment

    init(_ entry: Entry, of shortID: String, _ log: HuddleLog, _ environment: CommandEnvironment) {
        self.entry = entry
        self.shortID = shortID
        self.log = log
        self.environment = environment
    }

    /// What one look into the editor came to.
    private enum Outcome {
        case unchanged
        case saved
        /// The form as it opens again.
        case again(String)
    }

    /// - Parameter save: Takes what is to be written.
    /// - Returns: Whether anything was changed.
    /// - Throws: What is wrong with the form, where it came back unmended.
    func edit(with editor: TextEditor, save: (Draft) throws -> Void) throws -> Bool {
        let before = try form
        let help = [
            "\(shortID): save and leave, and what you changed is written. Unchanged, nothing is.",
            "A field is taken away by leaving nothing behind its colon. Owners and tags have a line for each.",
        ]
        let untouched = TextEditor.firstLine + "\n" + before.file(remarks: help)
        var file = untouched
        while true {
            let outcome = try editor.edit(file, untouched: untouched) { edited in
                if edited.trimmed.isEmpty { return Outcome.unchanged }
                do {
                    let after = try EntryForm(parsing: edited)
                    if after == before { return .unchanged }
                    try save(try draft(from: before, to: after))
                    return .saved
                } catch let mistake where edited.editedLines != file.editedLines && Self.isMendable(mistake) {
                    return .again(Self.marked(edited, "\(mistake)"))
                }
            }
            switch outcome {
            case .unchanged: return false
            case .saved: return true
            case .again(let marked): file = marked
            }
        }
    }

    private static let mark = "#! "

    /// The form as it was typed, with what is wrong with it on top.
    private static func marked(_ file: String, _ mistake: String) -> String {
        let lines = file.editedLines.filter { !$0.hasPrefix(mark) && $0 != TextEditor.firstLine }
        let said = mistake.split(separator: "\n").map { mark + $0 }
        return ([TextEditor.firstLine] + said + lines.map(String.init)).joined(separator: "\n")
    }

    private static func isMendable(_ error: any Error) -> Bool {
        switch error {
        case is EntryForm.Mistake, is UsageError, is DraftError, is LookupError: true
        default: false
        }
    }

    private var form: EntryForm {
        get throws {
            var form = EntryForm()
            form.text = EditableText(entry.text).shown
            form.details = EditableText(entry.details ?? "").shown
            let meeting = try entry.meeting.map { id in try log.stored(id)?.shortID ?? id.text }
            let values: [(EntryForm.Key, String?)] = [
                (.kind, entry.kindName), (.status, entry.status.text), (.due, entry.due?.text),
                (.priority, entry.priority), (.customer, entry.customer), (.product, entry.product),
                (.site, entry.site), (.meeting, meeting),
            ]
            for (key, value) in values {
                if let value, !value.isEmpty { form.values[key] = [value.visible] }
            }
            form.values[.owner] = entry.owners.isEmpty ? nil : entry.owners.map(\.visible)
            form.values[.tag] = entry.tags.isEmpty ? nil : entry.tags.map(\.visible)
            return form
        }
    }

    /// Only what differs is written, so that what somebody else changes meanwhile stays.
    private func draft(from before: EntryForm, to after: EntryForm) throws -> Draft {
        var draft = Draft()
        if after.text != before.text {
            try draft.setMain(FieldName.text, EditableText(entry.text).restored(after.text))
        }
        if after.details != before.details {
            try draft.set(FieldName.details, EditableText(entry.details ?? "").restored(after.details))
        }
        for key in EntryForm.Key.allCases where after.values[key] != before.values[key] {
            try write(after.values[key] ?? [], of: key, into: &draft)
        }
        return draft
    }

    private func write(_ values: [String], of key: EntryForm.Key, into draft: inout Draft) throws {
        let value = values.first ?? ""
        switch key {
        case .kind: try draft.set(FieldName.kind, value.isEmpty ? "" : try Words.kind(value).rawValue)
        case .status: try draft.set(FieldName.status, value.isEmpty ? "" : try Words.status(value).rawValue)
        case .due:
            draft.set(FieldName.due, value.isEmpty ? nil : try Words.date(value, today: environment.today))
        case .priority: try draft.set(FieldName.priority, value)
        case .customer: try draft.set(FieldName.customer, value)
        case .product: try draft.set(FieldName.product, value)
        case .site: try draft.set(FieldName.site, value)
        case .meeting:
            draft.set(
                FieldName.meeting, value.isEmpty ? nil : try log.find(value, type: .meeting).projection.id)
        case .owner:
            let names = try KnownNames(log)
            try write(values.map { names.full($0) }, instead: entry.owners, to: FieldName.owners, into: &draft)
        case .tag: try write(values.map { TagWord.tag($0) }, instead: entry.tags, to: FieldName.tags, into: &draft)
        }
    }

    private func write(
        _ elements: [String], instead old: [String], to field: CellName, into draft: inout Draft
    ) throws {
        for element in old where !elements.contains(element.visible) {
            try draft.setElement(element, of: field, to: false)
        }
        let shown = old.map(\.visible)
        for element in elements where !shown.contains(element) { try draft.setElement(element, of: field) }
    }
}
