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
    /// When its first change was written.
    package let created: WallTime
    /// When its latest change was written.
    package let changed: WallTime
    /// The replica that wrote its first change.
    package let author: ReplicaID
    package let presence: Record.Presence
    /// In order of their names. What was taken away is left out: empty values, elements no longer in their set.
    package let fields: [Field]
    package let conflicts: [CellName]

    package init(
        id: RecordID, type: RecordType, created: WallTime, changed: WallTime, author: ReplicaID,
        presence: Record.Presence, fields: [Field], conflicts: [CellName]
    ) {
        self.id = id
        self.type = type
        self.created = created
        self.changed = changed
        self.author = author
        self.presence = presence
        self.fields = fields
        self.conflicts = conflicts
    }

    package init(_ record: Record) {
        id = record.id
        type = record.origin.type
        created = record.origin.time
        changed = record.changed.time
        author = record.origin.replica
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
