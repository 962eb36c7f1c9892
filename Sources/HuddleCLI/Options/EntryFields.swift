import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleStore

/// What can be said of an entry beside its text and kind, when it is written as when it is changed.
struct EntryFields: ParsableArguments {
    @Option(help: ArgumentHelp("The customer it is about.", valueName: "name"))
    var customer: TypedText?

    @Option(help: ArgumentHelp("The product it is about.", valueName: "name"))
    var product: TypedText?

    @Option(help: ArgumentHelp("The plant or place.", valueName: "name"))
    var site: TypedText?

    @Option(help: ArgumentHelp("The meeting or visit it belongs to: its id or title.", valueName: "meeting"))
    var meeting: String?

    @Option(help: ArgumentHelp("Who takes care of it: a name, or me. Can be given several times.", valueName: "name"))
    var owner: [TypedText] = []

    @Option(help: ArgumentHelp("When it is due: fri, tomorrow, +3d, +2w, 2026-12-01, \"dec 1\".", valueName: "date"))
    var due: TypedText?

    @Option(help: ArgumentHelp("A word to find it by. Can be given several times.", valueName: "word"))
    var tag: [TypedText] = []

    @Option(help: ArgumentHelp("How much it matters: high, low.", valueName: "word"))
    var priority: TypedText?

    @Option(help: ArgumentHelp("More text; - reads it from stdin.", valueName: "text"))
    var details: TypedText?

    var isEmpty: Bool {
        customer == nil && product == nil && site == nil && meeting == nil && owner.isEmpty && due == nil
            && tag.isEmpty && priority == nil && details == nil
    }

    /// Puts what was given into a draft. An empty value takes a field away.
    func write(into draft: inout Draft, _ log: HuddleLog, _ environment: CommandEnvironment) throws {
        if let customer { try draft.set(FieldName.customer, customer.text.trimmed) }
        if let product { try draft.set(FieldName.product, product.text.trimmed) }
        if let site { try draft.set(FieldName.site, site.text.trimmed) }
        if let meeting { draft.set(FieldName.meeting, try Self.meeting(meeting, log)) }
        if let due { draft.set(FieldName.due, try Self.due(due.text, today: environment.today)) }
        if let priority { try draft.set(FieldName.priority, priority.text.trimmed) }
        if let details { try draft.set(FieldName.details, try Self.details(details.text, environment)) }
        if !owner.isEmpty {
            let names = try KnownNames(log)
            for name in owner { try draft.setElement(names.full(name.text), of: FieldName.owners) }
        }
        for tag in tag { try draft.setElement(TagWord.tag(tag.text), of: FieldName.tags) }
    }

    private static func meeting(_ id: String, _ log: HuddleLog) throws -> RecordID? {
        id.trimmed.isEmpty ? nil : try log.find(id.trimmed, type: .meeting).projection.id
    }

    private static func due(_ words: String, today: CivilDate) throws -> CivilDate? {
        words.trimmed.isEmpty ? nil : try Words.date(words, today: today)
    }

    private static func details(_ text: String, _ environment: CommandEnvironment) throws -> String {
        guard text == "-" else { return text }
        let bytes = try environment.input(Limits.importFileBytes)
        guard bytes.count <= Limits.textBytes else {
            throw DraftError.tooLong(field: FieldName.details, bytes: bytes.count)
        }
        guard let read = String(validating: bytes, as: UTF8.self) else {
            throw UsageError.notUTF8(what: "What stdin holds")
        }
        return read.trimmed
    }
}
