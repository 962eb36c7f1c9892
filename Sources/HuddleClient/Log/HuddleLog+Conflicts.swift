package import HuddleCore
package import HuddleStore

extension HuddleLog {
    /// What is in conflict, as it was created.
    ///
    /// - Parameter mineOnly: Only where one of the values was written here, or by this log's person elsewhere.
    package func conflicts(mineOnly: Bool = false) throws -> [Conflict] {
        try store.read { try conflicts(mineOnly: mineOnly, $0) }
    }

    /// Every value that each field of a record ever had, in order of the fields' names.
    package func history(of id: RecordID) throws -> [FieldHistory] {
        try store.read { reader in try history(of: id, reader, try Writers(reader)) }
    }

    /// The field that is to be decided, with its values.
    ///
    /// - Parameter field: Nil where only one field is in conflict.
    /// - Throws: `ResolveError.noConflict`, `.nothingToResolve` or `.whichField`.
    package func fieldToDecide(of id: RecordID, _ field: CellName?) throws -> FieldHistory {
        try store.read { try fieldToDecide(of: id, field, $0) }
    }

    /// Decides a conflict by an ordinary change that has seen all of the field's open values.
    ///
    /// - Parameters:
    ///   - field: Nil where only one field is in conflict.
    ///   - seen: The record as the user saw it, where that is a while ago: values that came since stay open.
    /// - Returns: What the field says now.
    /// - Throws: `ResolveError`, and what the store answers.
    package func resolve(
        _ id: RecordID, _ field: CellName?, keeping resolution: Resolution, seen: Record? = nil
    ) throws -> FieldStatement {
        try store.write { writer in
            let history = try fieldToDecide(of: id, field, writer)
            let value = try resolution.value(in: history)
            let edit = Edit(
                record: id, type: try type(of: id, writer), writes: [Change.Write(history.name, value)], seen: seen)
            _ = try writer.capture([edit], wall: host.now(), hash: host.hash)
            let words = try FieldWords(writer).words(for: value, of: history.name)
            return FieldStatement(field: history.words, value: words)
        }
    }

    /// Decides every conflict at once, so that one undo takes all of it back.
    ///
    /// - Parameter resolution: One that needs no look at the field: `.mine`, `.theirs` or `.latest`.
    /// - Returns: How many fields were decided, and how many were left, because it names no single value of them.
    package func resolveAll(keeping resolution: Resolution, mineOnly: Bool) throws -> (decided: Int, left: Int) {
        try store.write { writer in
            var edits: [Edit] = []
            var left = 0
            var decided = 0
            for conflict in try conflicts(mineOnly: mineOnly, writer) {
                var writes: [Change.Write] = []
                for field in conflict.fields {
                    guard let value = try? resolution.value(in: field) else {
                        left += 1
                        continue
                    }
                    writes.append(Change.Write(field.name, value))
                }
                decided += writes.count
                if !writes.isEmpty {
                    let record = conflict.record.projection
                    edits.append(Edit(record: record.id, type: record.type, writes: writes))
                }
            }
            _ = try writer.capture(edits, wall: host.now(), hash: host.hash)
            return (decided, left)
        }
    }

    /// Gives a field one of its earlier values again, by an ordinary change.
    ///
    /// - Returns: What the field says now.
    /// - Throws: `ResolveError.noSuchNumber`.
    package func restore(_ id: RecordID, _ field: CellName, to number: Int) throws -> FieldStatement {
        try store.write { writer in
            let histories = try history(of: id, writer, try Writers(writer))
            let history = histories.first { $0.name == field }
            guard let history, let chosen = history.values.first(where: { $0.number == number }) else {
                throw ResolveError.noSuchNumber(number, of: history?.values.count ?? 0)
            }
            let edit = Edit(record: id, type: try type(of: id, writer), writes: [Change.Write(field, chosen.value)])
            _ = try writer.capture([edit], wall: host.now(), hash: host.hash)
            return FieldStatement(field: history.words, value: chosen.words)
        }
    }

    /// Brings a deleted record back, and says of one that was edited while it was deleted that it stays.
    ///
    /// - Returns: Whether there was anything to do.
    package func undelete(_ id: RecordID) throws -> Bool {
        try store.write { writer in
            guard let record = try writer.records([id])[id], record.presence != .present else { return false }
            let edit = Edit(
                record: id, type: try type(of: id, writer), writes: [Change.Write(FieldName.deleted, .flag(false))])
            return try !writer.capture([edit], wall: host.now(), hash: host.hash).isEmpty
        }
    }

    /// Undoes the last command that is not undone yet, also after it was synced.
    ///
    /// - Throws: `UndoError`.
    package func undo(isForced: Bool, confirmed: Deed? = nil) throws -> Undone {
        try store.write { writer in
            try writer.undo(isForced: isForced, confirmed: confirmed, wall: host.now(), hash: host.hash)
        }
    }

    private func conflicts(mineOnly: Bool, _ reader: any SpaceReader) throws -> [Conflict] {
        let writers = try Writers(reader)
        let conflicts = try reader.conflicted().map { record in
            let fields = try history(of: record.projection.id, reader, writers)
            let names = Set(record.projection.conflicts)
            let concerned = names.isEmpty ? fields : fields.filter { names.contains($0.name) }
            return Conflict(
                record: record, fields: fields.filter { names.contains($0.name) },
                isMine: concerned.contains { $0.open.contains { $0.isMine } })
        }
        return conflicts.filter { !mineOnly || $0.isMine }
    }

    private func history(of id: RecordID, _ reader: any SpaceReader, _ writers: Writers) throws -> [FieldHistory] {
        let changes = try reader.changes(of: id)
        let fields = FieldWords(reader)
        return try History(of: changes.map { ($0.id, $0.change) }).cells.map { cell in
            FieldHistory(
                name: cell.name, words: try fields.words(for: cell.name),
                values: try cell.entries.map { writers.value($0, try fields.words(for: $0.value)) },
                commonBase: try cell.commonBase.map { writers.value($0, try fields.words(for: $0.value)) })
        }
    }

    private func type(of id: RecordID, _ reader: any SpaceReader) throws -> RecordType {
        try reader.projection(of: id)?.projection.type ?? .entry
    }

    private func fieldToDecide(
        of id: RecordID, _ field: CellName?, _ reader: any SpaceReader
    ) throws -> FieldHistory {
        let histories = try history(of: id, reader, try Writers(reader))
        return try choose(field, among: histories, Set(try reader.records([id])[id]?.conflicts ?? []))
    }

    /// The field to decide: the named one, or else the only one that is in conflict.
    private func choose(
        _ name: CellName?, among histories: [FieldHistory], _ inConflict: Set<CellName>
    ) throws(ResolveError) -> FieldHistory {
        let open = histories.filter { inConflict.contains($0.name) }
        if let name {
            if let field = open.first(where: { $0.name == name }) { return field }
            let now = histories.first { $0.name == name }?.now
            throw .noConflict(now ?? FieldStatement(field: name.text.visible, value: "nothing"))
        }
        guard let field = open.first else {
            throw .nothingToResolve(histories.filter { $0.values.count > 1 }.compactMap(\.now))
        }
        guard open.count == 1 else { throw .whichField(open.map(\.words)) }
        return field
    }
}

/// Says whose writing a change is.
private struct Writers {
    private let authors: Authors
    private let mine: Set<ReplicaID>
    private let here: ReplicaID

    init(_ reader: any SpaceReader) throws {
        let people = try reader.projections(of: .person, limit: nil).map { Person($0.projection) }
        let state = try reader.state()
        authors = Authors(people)
        here = state.replica
        mine = Set(people.first { $0.id == state.person }?.replicas ?? []).union([state.replica])
    }

    func value(_ entry: History.Entry, _ words: String) -> WrittenValue {
        WrittenValue(
            number: entry.number, value: entry.value, words: words, standing: entry.standing, time: entry.time,
            author: authors.name(of: entry.replica), replica: entry.replica, isMine: mine.contains(entry.replica),
            isHere: entry.replica == here)
    }
}
