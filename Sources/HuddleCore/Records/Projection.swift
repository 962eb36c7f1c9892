/// What a reader sees of a record: its winning values, and what to say beside them.
package struct Projection: Hashable, Sendable {
    package struct Field: Hashable, Sendable {
        package let name: CellName
        package let value: Value

        package init(_ name: CellName, _ value: Value) {
            self.name = name
            self.value = value
        }
    }

    package let id: RecordID
    package let type: RecordType
    /// When it was written; of what several imported, when the last one did.
    package let created: WallTime
    /// When it was first written or imported: another time than `created` only for what several imported.
    package let firstNoted: WallTime
    /// When its latest change was written.
    package let changed: WallTime
    /// The replica that wrote it, or that imported it first.
    package let author: ReplicaID
    /// The other replicas that imported it.
    package let notedBy: [ReplicaID]
    package let presence: Record.Presence
    /// In order of their names. What was taken away is left out: empty values, elements no longer in their set.
    package let fields: [Field]
    package let conflicts: [CellName]

    package init(
        id: RecordID, type: RecordType, created: WallTime, firstNoted: WallTime? = nil, changed: WallTime,
        author: ReplicaID, notedBy: [ReplicaID] = [], presence: Record.Presence, fields: [Field], conflicts: [CellName]
    ) {
        self.id = id
        self.type = type
        self.created = created
        self.firstNoted = firstNoted ?? created
        self.changed = changed
        self.author = author
        self.notedBy = notedBy
        self.presence = presence
        self.fields = fields
        self.conflicts = conflicts
    }

    /// Nil for a record that waits for its birth: nothing of it is shown.
    package init?(_ record: Record) {
        guard let origin = record.origin else { return nil }
        id = record.id
        type = origin.type
        created = record.created ?? origin.time
        firstNoted = record.births.map { $0.time }.min() ?? origin.time
        changed = record.changed.time
        author = origin.replica
        notedBy = record.notedBy
        presence = record.presence
        conflicts = record.conflicts
        fields = record.cells.compactMap { cell in
            if cell.name == FieldName.deleted { return nil }
            let value = cell.value
            switch value {
            case .none: return nil
            case .flag(false) where cell.name.isElement: return nil
            case .text, .flag, .number, .reference, .unknown: return Field(cell.name, value)
            }
        }
    }
}
