/// A remark on another record, as this version reads it.
package struct Comment: Hashable, Sendable {
    package let projection: Projection
    package let parent: RecordID?
    package let text: String
    /// Fields that this version does not know, or cannot read.
    package let others: [Projection.Field]

    package var id: RecordID { projection.id }

    package init(_ projection: Projection) {
        self.projection = projection
        var fields = FieldReader(projection)
        parent = fields.reference(FieldName.parent)
        text = fields.text(FieldName.text) ?? ""
        others = fields.rest
    }
}
