/// What people capture, as this version reads it.
package struct Entry: Hashable, Sendable {
    package let projection: Projection
    package let kind: OpenWord<EntryKind>
    package let text: String
    package let details: String?
    package let status: OpenWord<EntryStatus>
    package let customer: String?
    package let product: String?
    package let site: String?
    package let meeting: RecordID?
    package let due: CivilDate?
    package let priority: String?
    package let topic: String?
    package let source: String?
    package let owners: [String]
    package let tags: [String]
    package let links: [Link]
    /// Who wants it: one vote a person.
    package let votes: [String]
    /// Fields that this version does not know, or cannot read.
    package let others: [Projection.Field]

    package var id: RecordID { projection.id }
    /// The kind's word. Read here, where the compiler knows the generic word's type: elsewhere the runtime has to find it.
    package var kindName: String { kind.text }
    package var isOpen: Bool { status == .known(.open) }

    package init(_ projection: Projection) {
        self.projection = projection
        var fields = FieldReader(projection)
        kind = fields.text(FieldName.kind).map { OpenWord($0) } ?? .known(.note)
        text = fields.text(FieldName.text) ?? ""
        details = fields.text(FieldName.details)
        status = fields.text(FieldName.status).map { OpenWord($0) } ?? .known(.open)
        customer = fields.text(FieldName.customer)
        product = fields.text(FieldName.product)
        site = fields.text(FieldName.site)
        meeting = fields.reference(FieldName.meeting)
        due = fields.date(FieldName.due)
        priority = fields.text(FieldName.priority)
        topic = fields.text(FieldName.topic)
        source = fields.text(FieldName.source)
        owners = fields.elements(FieldName.owners)
        tags = fields.elements(FieldName.tags)
        links = fields.elements(FieldName.links) { Link(element: $0) }
        votes = fields.elements(FieldName.votes)
        others = fields.rest
    }

    package func isOverdue(on today: CivilDate) -> Bool {
        guard let due, isOpen else { return false }
        return due < today
    }
}
