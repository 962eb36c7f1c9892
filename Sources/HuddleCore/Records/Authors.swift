/// Which person writes from which replica.
package struct Authors: Sendable {
    private let names: [ReplicaID: String]

    package init(_ people: [Person]) {
        var names: [ReplicaID: String] = [:]
        for person in people {
            for replica in person.replicas where names[replica] == nil { names[replica] = person.name }
        }
        self.names = names
    }

    /// Who captured a record, or everyone who imported it.
    package func names(of projection: Projection) -> String? {
        guard !projection.notedBy.isEmpty else { return name(of: projection.author) }
        var names: [String] = []
        for replica in [projection.author] + projection.notedBy {
            if let name = name(of: replica), !names.contains(name) { names.append(name) }
        }
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }

    package func name(of replica: ReplicaID) -> String? { names[replica] }
}
