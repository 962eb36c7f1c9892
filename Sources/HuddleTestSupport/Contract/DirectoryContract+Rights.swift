import HuddleCore
import HuddleStore

extension DirectoryContract {
    static let rightsCases = [
        Case("takes access back from one device alone") { bench in
            let space = try bench.makeSpace()
            let (laptop, phone) = (try bench.device(in: space), try bench.device(in: space))
            try requireEqual(laptop.member.id, phone.member.id, "the member")
            _ = try bench.directory.write { try $0.revoke(laptop.device, in: space.id, host: bench.host) }
            try requireEqual(try bench.access(laptop.device)?.isValid, false, "the laptop's access")
            try requireEqual(try bench.access(phone.device)?.isValid, true, "the phone's access")
        },
        Case("takes everything back from a member who is removed, and erases nothing") { bench in
            let space = try bench.makeSpace()
            let access = try bench.device(in: space)
            let (_, open) = try bench.invite(to: space)
            let removed = try bench.directory.write {
                try $0.remove(access.member, by: .console, host: bench.host)
            }
            try requireEqual(removed.removed, bench.host.now(), "the time")
            try requireEqual(try bench.access(access.device)?.isValid, false, "the access")
            try requireEqual(try bench.join(open), .refused(.withdrawn), "an open invitation")
            try bench.directory.read { reader in
                try requireEqual(try reader.members(of: space.id), [removed], "members")
                try requireEqual(try reader.devices(of: removed.id).map(\.id), [access.device.id], "devices")
            }
            let (again, _) = try bench.invite(to: space)
            try require(again.id != removed.id, "somebody who comes back is a new member")
        },
        Case("notes nothing where nothing changes") { bench in
            let space = try bench.makeSpace()
            let access = try bench.device(in: space)
            for _ in 1...2 {
                try bench.directory.write { writer in
                    let host = bench.host
                    guard let member = try writer.member(access.member.id),
                        let device = try writer.device(access.device.id)
                    else { throw ContractViolation(description: "both are there") }
                    _ = try writer.setRole(of: member, to: .member, by: .console, host: host)
                    try writer.revoke(device, in: space.id, host: host)
                }
            }
            try requireEqual(try bench.actions.filter { $0 == .deviceRevoked }.count, 1, "revocations")
            try requireEqual(try bench.actions.filter { $0 == .memberChanged }.count, 0, "changes")
        },
        Case("knows a space's last admin") { bench in
            let space = try bench.makeSpace()
            let (ada, maria) = (
                try bench.device("Ada", in: space, role: .admin).member, try bench.device("Maria", in: space).member
            )
            _ = try bench.device("Elsewhere", in: try bench.makeSpace("b"), role: .admin)
            try requireEqual(try bench.directory.read { try $0.isLastAdmin(ada) }, true, "the only one")
            try requireEqual(try bench.directory.read { try $0.isLastAdmin(maria) }, false, "a member")
            let other = try bench.directory.write {
                try $0.setRole(of: maria, to: .admin, by: .console, host: bench.host)
            }
            try requireEqual(try bench.directory.read { try $0.isLastAdmin(ada) }, false, "one of two")
            _ = try bench.directory.write { try $0.remove(other, by: .console, host: bench.host) }
            try requireEqual(try bench.directory.read { try $0.isLastAdmin(ada) }, true, "the one who is left")
        },
        Case("says who did it, from which device and address") { bench in
            let space = try bench.makeSpace()
            let (ada, maria) = (
                try bench.device("Ada", in: space, role: .admin), try bench.device("Maria", in: space)
            )
            let actor = Actor(member: ada.member.id, device: ada.device.id, address: "2001:db8::1")
            _ = try bench.directory.write { try $0.remove(maria.member, by: actor, host: bench.host) }
            let event = try bench.directory.read { try $0.lastAudit() }?.event
            try requireEqual(
                event,
                AuditEvent(
                    .memberRemoved, by: actor, space: space.id, subject: maria.member.id, at: bench.host.now()),
                "the event")
        },
    ]
}
