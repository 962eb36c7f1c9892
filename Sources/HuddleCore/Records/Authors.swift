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

    package func name(of replica: ReplicaID) -> String? { names[replica] }
}
