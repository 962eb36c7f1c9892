package import HuddleCore

/// What became of one statement of a file.
package enum TakenOver: Hashable, Sendable {
    case new
    /// Fields whose values in the file had changed, and changed here by that.
    case updated([CellName])
    /// The file says nothing new.
    case unchanged
    /// It was deleted here, and stays so.
    case deleted
    /// The record exists, and is something else.
    case otherType(RecordType)
}

extension SpaceWriter {
    /// Writes what is new in files, by ordinary changes.
    ///
    /// A field is written where the file's value is news: another one than the file said before (`FileNews`). What people
    /// changed here since the last import therefore stays, until the file changes too. Each such change also writes `source`,
    /// which is how an import is known again in a record's history, on every machine.
    ///
    /// - Parameter isUndeleting: Whether records that were deleted here come back.
    /// - Returns: One outcome for each statement, and the changes that were made. They are no deed yet.
    package func takeOver(
        _ statements: [FileStatement], isUndeleting: Bool, wall: WallTime, hash: Hash128
    ) throws(StoreError) -> (outcomes: [TakenOver], changes: [ChangeID]) {
        let statements = try findingRecords(of: statements, hash)
        let meetings = statements.compactMap { $0.inherited.isEmpty ? nil : $0.value(of: FieldName.meeting)?.reference }
        let records = try records(Array(Set(statements.map(\.record) + meetings)))
        var outcomes: [TakenOver] = []
        var edits: [Edit] = []
        for statement in statements {
            guard let record = records[statement.record], let type = record.type else {
                edits.append(statement.birth)
                outcomes.append(.new)
                continue
            }
            guard type == statement.type else {
                outcomes.append(.otherType(type))
                continue
            }
            let isDeleted = record.presence == .deleted
            guard !isDeleted || isUndeleting else {
                outcomes.append(.deleted)
                continue
            }
            let meeting = statement.value(of: FieldName.meeting)?.reference.flatMap { records[$0] }
            let news = FileNews(statement, record, try changes(of: statement.record), meeting: meeting)
            let writes = isDeleted ? news.everything + [Change.Write(FieldName.deleted, .flag(false))] : news.writes
            guard !writes.isEmpty else {
                outcomes.append(.unchanged)
                continue
            }
            let altered = writes.filter { !record.shows($0) }.map { $0.cell.field }
            outcomes.append(altered.isEmpty ? .unchanged : .updated(Array(Set(altered)).sorted()))
            edits.append(statement.edit(writes, source: record[FieldName.source]?.value))
        }
        let changes = try capture(edits, wall: wall, hash: hash, isDeed: false)
        return (outcomes, changes.map(\.id))
    }
}

extension SpaceReader {
    /// What has an id of its own in a file is that record where the log has it. Else it becomes a record whose id is derived from
    /// that one: from whom a record of another log, or of another program, is imported does not matter.
    fileprivate func findingRecords(
        of statements: [FileStatement], _ hash: Hash128
    ) throws(StoreError) -> [FileStatement] {
        let named = Set(statements.lazy.flatMap { [$0.record] + $0.draft.references }.filter { !$0.isDerived })
        guard !named.isEmpty else { return statements }
        let held = try records(Array(named))
        let types = Dictionary(statements.map { ($0.record, $0.type) }) { first, _ in first }
        var imported: [RecordID: RecordID] = [:]
        for id in named where held[id]?.type == nil {
            if let type = types[id] {
                imported[id] = RecordID(derivedFrom: [id.text], .imported(type), hash: hash)
                continue
            }
            // A file that names what another file brought.
            let candidates = [Derivation.importedMeeting, .importedEntry].map {
                RecordID(derivedFrom: [id.text], $0, hash: hash)
            }
            let known = try records(candidates)
            imported[id] = candidates.first { known[$0]?.type != nil }
        }
        return statements.map { $0.renaming(imported) }
    }
}

extension FileStatement {
    /// The record as the file has it, for a log that has never seen it.
    fileprivate var birth: Edit {
        edit(draft.writes.filter { $0.value != .none }, source: nil)
    }

    /// A change that is known as an import by what it writes to `source`.
    fileprivate func edit(_ writes: [Change.Write], source known: Value?) -> Edit {
        var writes = writes.filter { $0.cell != FieldName.source }
        let said = value(of: FieldName.source).flatMap { $0 == .none ? nil : $0 } ?? .text(source)
        writes.append(Change.Write(FieldName.source, known.flatMap { $0 == .none ? nil : $0 } ?? said))
        return Edit(record: record, type: type, writes: writes, isSaid: true)
    }
}

extension Record {
    /// Whether a reader sees this value already.
    fileprivate func shows(_ write: Change.Write) -> Bool {
        Usual.form(of: self[write.cell]?.value ?? .none, in: write.cell) == Usual.form(of: write.value, in: write.cell)
    }
}

/// Values that mean the same as none.
enum Usual {
    static func form(of value: Value, in cell: CellName) -> Value {
        if cell.isElement, value == .flag(false) { return .none }
        if cell == FieldName.deleted, value == .flag(false) { return .none }
        if cell == FieldName.status, value == .text(EntryStatus.open.rawValue) { return .none }
        if cell == FieldName.kind, value == .text(EntryKind.note.rawValue) { return .none }
        return value
    }
}
