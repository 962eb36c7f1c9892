import HuddleClient
import HuddleCore
import HuddleStore

/// Makes an entry of a line: who and which meeting are meant, with a remark where that is not clear.
///
/// Nothing that was typed is lost over it: a name that fits nobody is saved as it was typed, and a meeting that is not found
/// stays in the text.
struct LineCapture {
    private let log: HuddleLog
    private(set) var draft = Draft()
    /// What the user should know, beside what was saved.
    private(set) var remarks: [String] = []

    /// - Throws: `DraftError`, where the line holds more than an entry may.
    init(_ line: CaptureLine, _ log: HuddleLog) throws {
        self.log = log
        var text = line.text
        try draft.set(FieldName.kind, line.kind.rawValue)
        if let meeting = line.meeting {
            if let id = try Self.meeting(meeting, log) {
                draft.set(FieldName.meeting, id)
            } else {
                let words = CaptureLine.field(.meeting, meeting)
                text += " " + words
                remarks.append(
                    "There is no meeting \"\(meeting.visible)\" here, so \(words.visible) stays in the text: `huddle meeting list` "
                        + "shows the meetings.")
            }
        }
        try draft.setMain(FieldName.text, text)
        if !line.owners.isEmpty {
            let names = try KnownNames(log)
            for owner in line.owners { try draft.setElement(name(names.meaning(of: owner)), of: FieldName.owners) }
        }
        for tag in line.tags { try draft.setElement(tag, of: FieldName.tags) }
        if let customer = line.customer { try draft.set(FieldName.customer, customer) }
        if let product = line.product { try draft.set(FieldName.product, product) }
        if let site = line.site { try draft.set(FieldName.site, site) }
        if let due = line.due { draft.set(FieldName.due, due) }
        if let priority = line.priority { try draft.set(FieldName.priority, priority) }
    }

    /// Puts the entry down to the meeting that is going on, unless it names one itself. It gets that one's customer and site,
    /// unless these were said; a site only together with its customer.
    mutating func belong(to open: OpenMeeting?, customer: String?, site: String?) throws {
        guard let open, !draft.writes.contains(where: { $0.cell == FieldName.meeting }) else { return }
        let meeting = open.meeting
        draft.set(FieldName.meeting, meeting.id)
        let isElsewhere = customer.map { Names.folded($0) != Names.folded(meeting.customer ?? "") } ?? false
        if customer == nil, let customer = meeting.customer { try draft.set(FieldName.customer, customer) }
        if site == nil, !isElsewhere, let site = meeting.site { try draft.set(FieldName.site, site) }
    }

    private mutating func name(_ meaning: KnownNames.Meaning) -> String {
        switch meaning {
        case .person(let name): return name
        case .several(let typed, let names):
            remarks.append(
                "\"\(typed.visible)\" could be \(names.map(\.visible).joined(separator: " or ")). It was saved as typed: "
                    + "`huddle edit ID --owner \"\(names[0].visible)\" --disown \(typed.visible)` makes it clear.")
            return typed
        case .unknown(let typed, let nearest):
            if let nearest {
                remarks.append(
                    "Nobody here is called \"\(typed.visible)\"; it was saved as typed. Did you mean \(nearest.visible)?"
                )
            }
            return typed
        }
    }

    private static func meeting(_ words: String, _ log: HuddleLog) throws -> RecordID? {
        do {
            return try log.find(words, type: .meeting).projection.id
        } catch is LookupError {
            return nil
        }
    }
}
