/// What of an entry puts it in order, without the texts that make it long.
package struct EntryOutline: Hashable, Sendable {
    package let place: RecordPlace
    package let id: RecordID
    package let created: WallTime
    package let changed: WallTime
    package let kind: OpenWord<EntryKind>
    package let status: OpenWord<EntryStatus>
    package let due: CivilDate?
    package let owners: [String]
    package let customer: String?
    package let product: String?
    package let priority: String?
    package let meeting: RecordID?

    package init(
        place: RecordPlace, id: RecordID, created: WallTime, changed: WallTime, kind: OpenWord<EntryKind>,
        status: OpenWord<EntryStatus>, due: CivilDate?, owners: [String], customer: String?, product: String?,
        priority: String?, meeting: RecordID?
    ) {
        self.place = place
        self.id = id
        self.created = created
        self.changed = changed
        self.kind = kind
        self.status = status
        self.due = due
        self.owners = owners
        self.customer = customer
        self.product = product
        self.priority = priority
        self.meeting = meeting
    }

    package func isOverdue(on today: CivilDate) -> Bool {
        guard let due, status == .known(.open) else { return false }
        return due < today
    }
}

/// Where a store keeps a record: good until the store is rebuilt or gives changes up, which a server does to none that is open.
package struct RecordPlace: BitwiseCopyable, Hashable, Sendable {
    package let key: Int64

    package init(key: Int64) {
        self.key = key
    }
}

extension EntryOutline {
    package init(_ entry: Entry, at place: RecordPlace) {
        self.init(
            place: place, id: entry.id, created: entry.projection.created, changed: entry.projection.changed,
            kind: entry.kind, status: entry.status, due: entry.due, owners: entry.owners, customer: entry.customer,
            product: entry.product, priority: entry.priority, meeting: entry.meeting)
    }
}
