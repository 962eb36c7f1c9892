import HuddleCore

/// What a file says of a record that it did not say before.
///
/// What the file said before is, in this order: the record as it was at the moment that the file was written from, where the
/// file names one, and what an import after that moment wrote; else what the last import wrote; else, for a record that no
/// import ever wrote to, everything that it ever said here.
struct FileNews {
    private let statement: FileStatement
    private let record: Record
    /// In the order of their stamps.
    private let changes: [StoredChange]
    private let meeting: Record?
    /// The record at the moment that the file was written from.
    private var before: Record?
    /// What imports wrote since, or ever: the last value of each cell.
    private var imported: [CellName: Value] = [:]
    private var wasImported = false

    init(_ statement: FileStatement, _ record: Record, _ changes: [StoredChange], meeting: Record?) {
        self.statement = statement
        self.record = record
        self.meeting = meeting
        self.changes = changes.sorted { ($0.change.stamp, $0.id) < ($1.change.stamp, $1.id) }
        if let asOf = statement.asOf {
            var set = RecordSet()
            for stored in self.changes where stored.change.time <= asOf { set.merge(stored.change, id: stored.id) }
            before = set[statement.record]
        }
        for stored in self.changes where stored.change.writes.contains(where: { $0.cell == FieldName.source }) {
            if let asOf = statement.asOf, stored.change.time <= asOf { continue }
            wasImported = true
            for write in stored.change.writes { imported[write.cell] = write.value }
        }
    }

    /// The cells to write.
    var writes: [Change.Write] {
        statement.draft.writes.filter { $0.cell != FieldName.source && isNews($0) } + removals
    }

    /// All that the file says, as of a record that comes back.
    var everything: [Change.Write] {
        statement.draft.writes.filter { $0.cell != FieldName.source } + removals
    }

    private func isNews(_ write: Change.Write) -> Bool {
        let value = Usual.form(of: write.value, in: write.cell)
        if isInherited(write.cell, value) { return false }
        if statement.asOf != nil {
            return value != usual(before?[write.cell]?.value, write.cell)
                && !(imported[write.cell].map { usual($0, write.cell) == value } ?? false)
        }
        if wasImported { return value != usual(imported[write.cell], write.cell) }
        return value != .none && !everSaid(write.cell, value)
    }

    /// Elements that were in the file's set and are no more.
    private var removals: [Change.Write] {
        let said = Set(statement.draft.writes.map(\.cell))
        return record.cells.compactMap { cell in
            guard cell.name.isElement, statement.sets.contains(cell.name.field), !said.contains(cell.name),
                wasIn(cell.name)
            else { return nil }
            return Change.Write(cell.name, .flag(false))
        }
    }

    private func wasIn(_ element: CellName) -> Bool {
        if statement.asOf != nil {
            return imported[element].map { $0 == .flag(true) } ?? (before?[element]?.value == .flag(true))
        }
        return imported[element] == .flag(true)
    }

    /// Whether the file shows the meeting's value, because the record had none.
    private func isInherited(_ cell: CellName, _ value: Value) -> Bool {
        guard statement.inherited.contains(cell), let meeting else { return false }
        return usual(record[cell]?.value, cell) == .none && usual(meeting[cell]?.value, cell) == value
    }

    private func everSaid(_ cell: CellName, _ value: Value) -> Bool {
        changes.contains { stored in
            stored.change.writes.contains { $0.cell == cell && usual($0.value, cell) == value }
        }
    }

    private func usual(_ value: Value?, _ cell: CellName) -> Value {
        Usual.form(of: value ?? .none, in: cell)
    }
}
