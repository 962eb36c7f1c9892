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
        RecordID(derivedFrom: [Names.folded(name)], .person, hash: hash)
    }
}

/// Names of people, as they are compared.
package enum Names {
    /// Lower case, with single spaces.
    package static func folded(_ name: String) -> String {
        foldedASCII(name) ?? name.lowercased().split { $0.isWhitespace }.joined(separator: " ")
    }

    /// The same of a name in ASCII, byte by byte: exports and imports fold a name for each of 100,000 entries. Nil for another.
    private static func foldedASCII(_ name: String) -> String? {
        var folded: [UInt8] = []
        folded.reserveCapacity(name.utf8.count)
        for byte in name.utf8 {
            switch byte {
            case 0x80...: return nil
            case 0x20, 0x09...0x0d: if let last = folded.last, last != 0x20 { folded.append(0x20) }
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): folded.append(byte + 0x20)
            default: folded.append(byte)
            }
        }
        if folded.last == 0x20 { folded.removeLast() }
        return String(decoding: folded, as: UTF8.self)
    }
}
