/// Someone who takes part, as this version reads it.
///
/// A person's record is derived from the name, so two machines that learn of one person separately
/// write to one record. Its set `replicas` tells whose writing a change is.
package struct Person: Hashable, Sendable {
    package let projection: Projection
    package let name: String
    package let department: String?
    package let replicas: [ReplicaID]
    /// Fields that this version does not know, or cannot read.
    package let others: [Projection.Field]

    package var id: RecordID { projection.id }

    package init(_ projection: Projection) {
        self.projection = projection
        var fields = FieldReader(projection)
        name = fields.text(FieldName.name) ?? ""
        department = fields.text(FieldName.department)
        replicas = fields.elements(FieldName.replicas).compactMap { ReplicaID(hex: $0) }
        others = fields.rest
    }

    /// The record of whoever has this name, however it is spaced and capitalised.
    package static func id(named name: String, hash: Hash128) -> RecordID {
        RecordID(derivedFrom: [Names.folded(name)], domain: "huddle person", hash: hash)
    }
}

/// Names of people, as they are compared.
package enum Names {
    /// Lower case, with single spaces.
    package static func folded(_ name: String) -> String {
        name.lowercased().split { $0.isWhitespace }.joined(separator: " ")
    }
}
