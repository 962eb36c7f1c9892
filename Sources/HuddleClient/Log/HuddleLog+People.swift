package import HuddleCore
import HuddleStore

/// Who writes here, and who wrote what.
extension HuddleLog {
    /// The person of this log, where one is known.
    package func me() throws -> Person? {
        try store.read { reader in
            guard let id = try reader.state().person else { return nil }
            return try reader.projection(of: id).map { Person($0.projection) }
        }
    }

    /// Who wrote a record first; nil for a replica that no person is known to write from.
    package func author(of projection: Projection) throws -> String? {
        Authors(try people()).name(of: projection.author)
    }

    package func people() throws -> [Person] {
        try store.read { try $0.people() }
    }

    /// Where the person of this name writes from; nowhere, where nobody is known by it.
    package func replicas(of name: String) throws -> [ReplicaID] {
        try store.read { try $0.replicas(of: name) }
    }

    /// Says who writes from this machine: the person's record gets this replica.
    package func setMe(name: String, department: String?) throws {
        let id = Person.id(named: name, hash: host.hash)
        let replica = try state().replica
        var draft = Draft()
        try draft.setMain(FieldName.name, name)
        if let department { try draft.set(FieldName.department, department.trimmed) }
        try draft.setElement(replica.hex, of: FieldName.replicas)
        var drafts = [RecordDraft(id: id, type: .person, draft: draft)]
        if let former = try me(), former.id != id, former.replicas.contains(replica) {
            var leaving = Draft()
            try leaving.setElement(replica.hex, of: FieldName.replicas, to: false)
            drafts.append(RecordDraft(id: former.id, type: .person, draft: leaving))
        }
        try store.write { writer in
            let edits = drafts.map { Edit(record: $0.id, type: $0.type, writes: $0.draft.writes) }
            _ = try writer.capture(edits, wall: host.now(), hash: host.hash, isDeed: false)
            var state = try writer.state()
            state.person = id
            try writer.setState(state)
        }
    }

    /// Makes this log the space's: everything that was captured before goes there with the next sync.
    package func becomeSpace(_ space: RecordID, named name: String, member: String, department: String?) throws {
        try store.write { writer in
            var state = try writer.state()
            state.space = space
            state.name = name
            try writer.setState(state)
        }
        try setMe(name: member, department: department)
    }
}
