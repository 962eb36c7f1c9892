/// A gathering or a site visit, as this version reads it. Entries belong to it by reference.
package struct Meeting: Hashable, Sendable {
    package let projection: Projection
    package let title: String
    package let day: CivilDate?
    package let customer: String?
    package let site: String?
    package let source: String?
    /// When somebody said that it is over; nil for one that goes on, or that was only written down.
    package let ended: WallTime?
    package let people: [String]
    /// Fields that this version does not know, or cannot read.
    package let others: [Projection.Field]

    package var id: RecordID { projection.id }

    package init(_ projection: Projection) {
        self.projection = projection
        var fields = FieldReader(projection)
        title = fields.text(FieldName.title) ?? ""
        day = fields.date(FieldName.day)
        customer = fields.text(FieldName.customer)
        site = fields.text(FieldName.site)
        source = fields.text(FieldName.source)
        ended = fields.time(FieldName.ended)
        people = fields.elements(FieldName.people)
        others = fields.rest
    }
}
