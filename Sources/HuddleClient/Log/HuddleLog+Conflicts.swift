package import HuddleCore
package import HuddleStore

/// One value of a field, with who wrote it, when and where.
package struct WrittenValue: Hashable, Sendable {
    /// Counts the field's values from 1. The same on every machine that has the same changes.
    package let number: Int
    package let value: Value
    package let standing: History.Standing
    package let time: WallTime
    /// Nil for a replica that no person is known to write from.
    package let author: String?
    package let replica: ReplicaID
    package let isMine: Bool
}

/// Every value that one field ever had.
package struct FieldHistory: Hashable, Sendable {
    package let name: CellName
    package let values: [WrittenValue]
    /// The latest value that the authors of all open values had seen.
    package let commonBase: WrittenValue?

    package var open: [WrittenValue] { values.filter { $0.standing != .replaced } }
}

/// A record on which people disagree without having known of each other.
package struct Conflict: Hashable, Sendable {
    package let record: StoredProjection
    /// Empty for a record that was only edited while it was deleted.
    package let fields: [FieldHistory]
}

/// Which of a field's values a resolution keeps.
package enum Resolution: Hashable, Sendable {
    case mine
    case theirs
    case latest
    case number(Int)
    case text(String)
}

/// Why a conflict cannot be resolved so. Nothing was changed.
package enum ResolveError: Error, Hashable, Sendable {
    /// There is no conflict; the field says this.
    case noConflict(field: CellName, value: Value?)
    /// Nobody disagrees about any field of this record.
    case nothingToResolve
    /// More than one field is in conflict: say which.
    case whichField([CellName])
    case noSuchNumber(Int, of: Int)
    /// None of the open values, or all of them, are yours.
    case notOneOf(Resolution)
    case notText(CellName)
}

extension HuddleLog {
    /// What is in conflict, as it was created.
    ///
    /// - Parameter mineOnly: Only where one of the values was written here, or by this log's person elsewhere.
    package func conflicts(mineOnly: Bool = false) throws -> [Conflict] {
        try store.read { reader in
            let writers = try Writers(reader)
            let conflicts = try reader.conflicted().map { record in
                let fields = try history(of: record.projection.id, reader, writers)
                let names = Set(record.projection.conflicts)
                return Conflict(record: record, fields: fields.filter { names.contains($0.name) })
            }
            return conflicts.filter { conflict in
                !mineOnly || conflict.fields.contains { $0.open.contains { $0.isMine } }
            }
        }
    }

    /// Every value that each field of a record ever had, in order of the fields' names.
    package func history(of id: RecordID) throws -> [FieldHistory] {
        try store.read { reader in try history(of: id, reader, try Writers(reader)) }
    }

    /// Decides a conflict by an ordinary change that has seen all of the field's open values.
    ///
    /// - Parameter field: Nil where only one field is in conflict.
    /// - Returns: The field and the value that it has now.
    /// - Throws: `ResolveError`, and what the store answers.
    package func resolve(
        _ id: RecordID, _ field: CellName?, keeping resolution: Resolution
    ) throws -> (field: CellName, value: Value) {
        try store.write { writer in
            let histories = try history(of: id, writer, try Writers(writer))
            let inConflict = Set(try writer.records([id])[id]?.conflicts ?? [])
            let field = try choose(field, among: histories, inConflict)
            guard let history = histories.first(where: { $0.name == field }), inConflict.contains(field) else {
                let value = histories.first { $0.name == field }?.values.first { $0.standing == .winner }?.value
                throw ResolveError.noConflict(field: field, value: value)
            }
            let value = try resolution.value(in: history)
            let edit = Edit(record: id, type: .entry, writes: [Change.Write(field, value)])
            _ = try writer.capture([edit], wall: host.now(), hash: host.hash)
            return (field, value)
        }
    }

    /// Gives a field one of its earlier values again, by an ordinary change.
    ///
    /// - Throws: `ResolveError.noSuchNumber`.
    package func restore(_ id: RecordID, _ field: CellName, to number: Int) throws -> Value {
        try store.write { writer in
            let histories = try history(of: id, writer, try Writers(writer))
            let values = histories.first { $0.name == field }?.values ?? []
            guard let value = values.first(where: { $0.number == number })?.value else {
                throw ResolveError.noSuchNumber(number, of: values.count)
            }
            let edit = Edit(record: id, type: .entry, writes: [Change.Write(field, value)])
            _ = try writer.capture([edit], wall: host.now(), hash: host.hash)
            return value
        }
    }

    /// Brings a deleted record back, and says of one that was edited while it was deleted that it stays.
    ///
    /// - Returns: Whether there was anything to do.
    package func undelete(_ id: RecordID) throws -> Bool {
        try store.write { writer in
            guard let record = try writer.records([id])[id], record.presence != .present else { return false }
            let edit = Edit(record: id, type: .entry, writes: [Change.Write(FieldName.deleted, .flag(false))])
            return try !writer.capture([edit], wall: host.now(), hash: host.hash).isEmpty
        }
    }

    /// Undoes the last command that is not undone yet, also after it was synced.
    ///
    /// - Throws: `UndoError`.
    package func undo(isForced: Bool) throws -> Undone {
        try store.write { try $0.undo(isForced: isForced, wall: host.now(), hash: host.hash) }
    }

    private func history(of id: RecordID, _ reader: any SpaceReader, _ writers: Writers) throws -> [FieldHistory] {
        let changes = try reader.changes(of: id)
        return History(of: changes.map { ($0.id, $0.change) }).cells.map { cell in
            FieldHistory(
                name: cell.name, values: cell.entries.map { writers.value($0) },
                commonBase: cell.commonBase.map { writers.value($0) })
        }
    }

    private func choose(
        _ field: CellName?, among histories: [FieldHistory], _ inConflict: Set<CellName>
    ) throws(ResolveError) -> CellName {
        if let field { return field }
        guard let first = inConflict.min() else { throw .nothingToResolve }
        guard inConflict.count == 1 else { throw .whichField(inConflict.sorted()) }
        return first
    }
}

extension Resolution {
    fileprivate func value(in history: FieldHistory) throws(ResolveError) -> Value {
        switch self {
        case .number(let number):
            guard let value = history.values.first(where: { $0.number == number })?.value else {
                throw .noSuchNumber(number, of: history.values.count)
            }
            return value
        case .latest: return try only(history.open.filter { $0.standing == .winner })
        case .mine: return try only(history.open.filter(\.isMine))
        case .theirs: return try only(history.open.filter { !$0.isMine })
        case .text(let text):
            guard history.open.allSatisfy({ $0.value.text != nil || $0.value == .none }) else {
                throw .notText(history.name)
            }
            return text.isEmpty ? .none : .text(text)
        }
    }

    /// Several values are one when they say the same.
    private func only(_ values: [WrittenValue]) throws(ResolveError) -> Value {
        guard let first = values.first, values.allSatisfy({ $0.value == first.value }) else { throw .notOneOf(self) }
        return first.value
    }
}

/// Says whose writing a change is.
private struct Writers {
    private let authors: Authors
    private let mine: Set<ReplicaID>

    init(_ reader: any SpaceReader) throws {
        let people = try reader.projections(of: .person, limit: nil).map { Person($0.projection) }
        let state = try reader.state()
        authors = Authors(people)
        mine = Set(people.first { $0.id == state.person }?.replicas ?? []).union([state.replica])
    }

    func value(_ entry: History.Entry) -> WrittenValue {
        WrittenValue(
            number: entry.number, value: entry.value, standing: entry.standing, time: entry.time,
            author: authors.name(of: entry.replica), replica: entry.replica, isMine: mine.contains(entry.replica))
    }
}

extension ResolveError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noConflict(let field, let value):
            "Nobody disagrees about the field \(field.text.visible) any more. It says: \(value?.words ?? "nothing"). "
                + "Nothing was changed."
        case .nothingToResolve: "Nobody disagrees about anything here. Nothing was changed."
        case .whichField(let fields):
            "More than one field is in conflict: \(fields.map(\.text.visible).joined(separator: ", ")). Nothing was "
                + "changed: name one of them after the id."
        case .noSuchNumber(let number, let count):
            "There is no value number \(number); there are \(count). Nothing was changed: `huddle history ID` shows them."
        case .notOneOf(.mine), .notOneOf(.theirs):
            "Not exactly one of the values is meant by that. Nothing was changed: give its number, as `huddle conflicts` "
                + "shows it."
        case .notOneOf: "No single value is meant by that. Nothing was changed: give its number."
        case .notText(let field):
            "The field \(field.text.visible) holds no text. Nothing was changed: keep one of its values by number."
        }
    }
}

extension Value {
    /// For people, on one line.
    package var words: String {
        switch self {
        case .none: "nothing"
        case .text(let text): text.visible
        case .flag(let flag): flag ? "yes" : "no"
        case .number(let number): String(number)
        case .reference(let id): id.text
        case .unknown: "a value of a newer version"
        }
    }
}
