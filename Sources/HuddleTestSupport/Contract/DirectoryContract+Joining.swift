import HuddleCore
import HuddleStore

extension DirectoryContract {
    static let joiningCases = [
        Case("lets one device in for one invitation, and answers the same device again") { bench in
            let space = try bench.makeSpace()
            let (_, invitation) = try bench.invite(to: space)
            let token = bench.host.randomBytes(32)
            let first = try bench.join(invitation, token: token)
            guard case .joined = first else { throw ContractViolation(description: "joining gave \(first)") }
            bench.machine.advance(milliseconds: Int64(Limits.invitationHours) * 3_600_000)
            try requireEqual(try bench.join(invitation, token: token), first, "the same device again, later")
            try requireEqual(try bench.join(invitation), .refused(.used), "another device")
        },
        Case("gives a token to one device alone") { bench in
            let space = try bench.makeSpace()
            let token = bench.host.randomBytes(32)
            let invitations = try ["Maria", "James"].map { try bench.invite($0, to: space).invitation }
            _ = try bench.join(invitations[0], token: token)
            try requireEqual(try bench.join(invitations[1], token: token), .refused(.tokenTaken), "the second")
            let stranger = Device(
                id: bench.host.newRecordID(), member: invitations[1].member, name: "x", tokenHash: token,
                created: bench.host.now())
            do {
                try bench.directory.write { try $0.save(stranger) }
                throw ContractViolation(description: "a token's hash belongs to one device")
            } catch is StoreError {}
            let name = try bench.directory.read { try $0.access(tokenHash: token)?.member.name }
            try requireEqual(name, "Maria", "whose it is")
        },
        Case("lets a member have so many devices, and one more once one is revoked") { bench in
            let space = try bench.makeSpace()
            var last: Access?
            for _ in 0..<Limits.devicesPerMember { last = try bench.device(in: space) }
            let (_, invitation) = try bench.invite(to: space)
            try requireEqual(try bench.join(invitation), .refused(.tooManyDevices), "one too many")
            _ = try bench.device("James", in: space)
            let device = try last.orViolation("a device joined").device
            try bench.directory.write { _ = try $0.revoke(device, in: space.id, host: bench.host) }
            guard case .joined = try bench.join(invitation) else {
                throw ContractViolation(description: "the same invitation once there is room")
            }
        },
        Case("refuses an invitation that is unknown, expired, withdrawn, or of a space that was deleted") { bench in
            let space = try bench.makeSpace()
            let unknown = Invitation(
                secretHash: bench.host.randomBytes(32), member: space.id, created: .last, expires: .last)
            try requireEqual(try bench.join(unknown), .refused(.unknown), "an unknown one")
            let (member, withdrawn) = try bench.invite(to: space)
            _ = try bench.directory.write {
                try $0.withdraw(withdrawn, of: member, by: .console, host: bench.host)
            }
            try requireEqual(try bench.join(withdrawn), .refused(.withdrawn), "a withdrawn one")
            let (_, late) = try bench.invite(to: space)
            let milliseconds = Int64(Limits.invitationHours) * 3_600_000
            bench.machine.advance(milliseconds: milliseconds)
            try requireEqual(try bench.join(late), .refused(.expired), "an expired one")
            let (_, open) = try bench.invite(to: space)
            var deleted = space
            deleted.deleted = bench.host.now()
            try bench.directory.write { try $0.save(deleted) }
            try requireEqual(try bench.join(open), .refused(.withdrawn), "one to a deleted space")
        },
        Case("takes whoever has the name for the member of that name, and corrects department and role") { bench in
            let space = try bench.makeSpace()
            let (first, _) = try bench.invite("Maria Silva", to: space)
            let again = try bench.directory.write { writer in
                try writer.addMember(
                    named: "maria silva", department: "support", role: .admin, to: space.id, host: bench.host)
            }
            try requireEqual(again.isNew, false, "a new member")
            try requireEqual(again.member.id, first.id, "the member")
            let stored = try bench.directory.read { try $0.members(of: space.id) }
            try requireEqual(stored, [again.member], "members")
            try requireEqual(stored.map(\.role), [.admin], "roles")
            try requireEqual(stored.map(\.department), ["support"], "departments")
        },
    ]
}
