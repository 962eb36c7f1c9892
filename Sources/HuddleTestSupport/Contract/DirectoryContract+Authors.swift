import HuddleCore
import HuddleStore

extension DirectoryContract {
    static let authorCases: [Case] = [
        Case("notes whose changes a call handed in, and nothing where they are the caller's own") { bench in
            let space = try bench.makeSpace()
            let (maria, jo) = (try bench.device(in: space), try bench.device("Jo", in: space))
            for _ in 0..<2 { try bench.hand(in: [1], from: 1, by: maria) }
            try bench.hand(in: [2, 1, 9], from: 2, by: jo)
            try requireEqual(try bench.relayed, [Relayed(by: jo, of: maria), Relayed(by: jo, of: nil)], "Jo's call")
            try bench.hand(in: [], from: 2, by: maria)
            try requireEqual(try bench.relayed.count, 2, "a call that brought nothing")
        },
        Case("does not believe a call that says it comes from somebody else's replica") { bench in
            let space = try bench.makeSpace()
            let (maria, jo) = (try bench.device(in: space), try bench.device("Jo", in: space))
            try bench.hand(in: [1], from: 1, by: maria)
            for _ in 0..<2 { try bench.hand(in: [1], from: 1, by: jo) }
            try bench.hand(in: [1], from: 1, by: maria)
            let byJo = Relayed(by: jo, of: maria)
            try requireEqual(try bench.relayed, [byJo, byJo], "each of Jo's calls, and none of Maria's")
        },
        Case("knows a member's replicas from all of the member's devices, in that space alone") { bench in
            let (space, other) = (try bench.makeSpace(), try bench.makeSpace("Another team"))
            let maria = try bench.device(in: space)
            try bench.hand(in: [1], from: 1, by: maria)
            let invitation = try bench.directory.write {
                try $0.invite(maria.member, secretHash: bench.host.randomBytes(32), host: bench.host)
            }
            guard case .joined(let second) = try bench.join(invitation) else {
                throw ContractViolation(description: "she does not get in")
            }
            try bench.hand(in: [1, 3], from: 3, by: second)
            let stranger = try bench.device("Jo", in: other)
            try bench.hand(in: [1], from: 1, by: stranger)
            try requireEqual(try bench.relayed, [], "all of them sent what they wrote")
        },
        Case("notes who claims a replica of which the log has changes already, once") { bench in
            let space = try bench.makeSpace()
            let (maria, jo) = (try bench.device(in: space), try bench.device("Jo", in: space))
            try bench.hand(in: [1], from: 2, by: maria)
            for _ in 0..<2 { try bench.hand(in: [1], from: 1, by: jo, isNew: false) }
            let claims = try bench.events(.replicaClaimed)
            try requireEqual(claims.map(\.device), [jo.device.id], "Jo's first call")
            try requireEqual(try bench.relayed, [Relayed(by: maria, of: nil)], "Maria's")
            try bench.hand(in: [1], from: 2, by: maria)
            try requireEqual(try bench.relayed.last, Relayed(by: maria, of: jo), "Maria's next call")
        },
        Case("forgets whose a purged space's replicas were") { bench in
            let (space, other) = (try bench.makeSpace(), try bench.makeSpace("Another team"))
            for place in [space, other] { try bench.hand(in: [1], from: 1, by: try bench.device(in: place)) }
            _ = try bench.directory.write { writer in
                try writer.notePurged(try writer.delete(space, host: bench.host), host: bench.host)
            }
            let owners = try bench.directory.read { reader in
                try [space, other].map { try reader.owners(of: [ReplicaID(bits: 1)], in: $0.id).count }
            }
            try requireEqual(owners, [0, 1], "owners in each space")
        },
        Case("gives a removed member's replica to who comes with it, and notes that once") { bench in
            let space = try bench.makeSpace()
            let jo = try bench.device("Jo", in: space)
            try bench.hand(in: [1], from: 1, by: jo)
            _ = try bench.directory.write { try $0.remove(jo.member, by: .console, host: bench.host) }
            let again = try bench.device("Jo", in: space)
            for _ in 0..<2 { try bench.hand(in: [1], from: 1, by: again) }
            try requireEqual(try bench.relayed, [Relayed(by: again, of: jo)], "the first of two calls")
        },
    ]

    /// One line of the audit log about changes that others wrote.
    fileprivate struct Relayed: Equatable {
        let device: RecordID?
        let author: RecordID?

        init(by access: Access, of author: Access?) {
            device = access.device.id
            self.author = author?.member.id
        }

        init(_ event: AuditEvent) {
            device = event.device
            author = event.subject
        }
    }
}

extension DirectoryContract.Workbench {
    /// - Parameters:
    ///   - authors: The replicas that wrote what the call brought.
    ///   - isNew: Whether the log had nothing of them before.
    fileprivate func hand(
        in authors: Set<UInt64>, from replica: UInt64, by access: Access, isNew: Bool = true
    ) throws {
        var admission = Admission()
        for author in authors { admission.note(ReplicaID(bits: author), isNew: isNew) }
        try directory.note(
            admission, from: ReplicaID(bits: replica), by: access.member,
            Actor(member: access.member.id, device: access.device.id, address: nil), host: host)
    }

    fileprivate func events(_ action: AuditEvent.Action) throws -> [AuditEvent] {
        try directory.read { try $0.audit(after: 0, limit: 1000) }.map(\.event).filter { $0.action == action }
    }

    fileprivate var relayed: [DirectoryContract.Relayed] {
        get throws { try events(.changesRelayed).map { DirectoryContract.Relayed($0) } }
    }
}
