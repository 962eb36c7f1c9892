import HuddleCore

/// Puts a statement together from what a file says, and says in which line something does not fit.
struct StatementBuilder {
    let line: Int
    private(set) var draft = Draft()
    private(set) var sets: [CellName] = []
    var asOf: WallTime?
    var inherited: [CellName] = []
    /// What else is known of where it comes from: a key, a day, an author. Of each the start is kept, to be shown.
    var origin: [String] = []

    init(line: Int) {
        self.line = line
    }

    /// A plain field; nil or empty where the file has it and says nothing in it.
    mutating func set(_ name: CellName, _ text: String?) throws(ImportProblem) {
        do throws(DraftError) {
            try draft.set(name, text ?? "")
        } catch {
            throw problem(error)
        }
    }

    /// The text or title, which must not be empty.
    mutating func setMain(_ name: CellName, _ text: String?) throws(ImportProblem) {
        guard let text, !text.trimmed.isEmpty else {
            throw ImportProblem(line: line, "the \(name.text) is empty; expected at least one word")
        }
        do throws(DraftError) {
            try draft.setMain(name, text)
        } catch {
            throw problem(error)
        }
    }

    mutating func set(_ name: CellName, day: CivilDate?) {
        draft.set(name, day)
    }

    mutating func set(_ name: CellName, record: RecordID?) {
        draft.set(name, record)
    }

    mutating func set(_ name: CellName, value: Value) {
        draft.set(name, value: value)
    }

    /// A set with all its elements; none where the file has it and nothing in it.
    mutating func set(_ field: CellName, elements: [String]) throws(ImportProblem) {
        if !sets.contains(field) { sets.append(field) }
        for element in elements where !element.trimmed.isEmpty {
            do throws(DraftError) {
                try draft.setElement(element, of: field)
            } catch {
                throw problem(error)
            }
        }
    }

    func statement(_ id: RecordID, _ type: RecordType, in context: ImportContext) throws(ImportProblem) -> FileStatement
    {
        // One more is written: the source.
        guard draft.writes.count < Limits.writesPerChange else {
            throw ImportProblem(
                line: line,
                "it has \(draft.writes.count) fields, owners and tags; expected fewer than \(Limits.writesPerChange)")
        }
        let words = origin.map { String($0.unicodeScalars.prefix(100)).visible }
        let more = words.isEmpty ? "" : " (" + words.joined(separator: ", ") + ")"
        return FileStatement(
            record: id, type: type, draft: draft, sets: sets, source: context.file.name + ":" + String(line) + more,
            asOf: asOf, inherited: inherited)
    }

    private func problem(_ error: DraftError) -> ImportProblem {
        switch error {
        case .empty(let field):
            ImportProblem(line: line, "the \(field.text) is empty; expected at least one word")
        case .tooLong(let field, let bytes):
            ImportProblem(
                line: line, "the \(field.text) has \(bytes) bytes; expected at most \(Limits.textBytes)")
        case .badElement(let field, let element):
            ImportProblem(
                line: line,
                "\"\(String(element.prefix(80)).visible)\" cannot be one of the \(field.text); expected a name of at most "
                    + "\(Limits.cellNameBytes - field.text.utf8.count - 1) bytes without control characters")
        case .tooManyFields(let count):
            ImportProblem(
                line: line, "it has \(count) fields; expected at most \(Limits.writesPerChange)")
        }
    }
}

/// Ids of rows that have no name of their own: derived from what they say, and counted where several say the same.
struct DerivedIDs {
    private var counts: [RecordID: Int] = [:]
    private let hash: Hash128
    private let derivation: Derivation

    init(_ derivation: Derivation, hash: @escaping Hash128) {
        self.derivation = derivation
        self.hash = hash
    }

    mutating func next(_ content: [String]) -> RecordID {
        let first = RecordID(derivedFrom: content + ["1"], derivation, hash: hash)
        let count = counts[first, default: 0] + 1
        counts[first] = count
        return count == 1 ? first : RecordID(derivedFrom: content + [String(count)], derivation, hash: hash)
    }
}
