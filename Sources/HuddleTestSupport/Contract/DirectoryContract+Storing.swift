import HuddleCore
import HuddleStore

extension DirectoryContract {
    static let storingCases = [
        Case("keeps the last trial") { bench in
            let first: WallTime? = try bench.directory.read { try $0.trial() }
            try requireEqual(first, nil, "before the first")
            for milliseconds: Int64 in [7, 5, 9] {
                let time = WallTime(milliseconds: milliseconds)
                try bench.directory.write { try $0.saveTrial(at: time) }
                let kept: WallTime? = try bench.directory.read { try $0.trial() }
                try requireEqual(kept, time, "trial")
            }
        },
        Case("keeps spaces, members, devices and invitations as they were written") { bench in
            let host = bench.host
            let (second, first) = (try bench.makeSpace("b"), try bench.makeSpace("a"))
            var space = first
            space.archived = host.now()
            space.deleted = WallTime(milliseconds: 7)
            space.purged = WallTime(milliseconds: 8)
            space.quotaBytes = 1 << 40
            var member = Member(
                id: host.newRecordID(), space: first.id, name: "Zoë \u{1F600}", department: "", role: .viewer,
                created: host.now())
            var device = Device(
                id: host.newRecordID(), member: member.id, name: "laptop", tokenHash: host.randomBytes(32),
                created: host.now())
            var invitation = Invitation(
                secretHash: host.randomBytes(32), member: member.id, created: host.now(), expires: .last)
            for round in 1...2 {
                try bench.directory.write { writer in
                    try writer.save(space)
                    try writer.save(member)
                    try writer.save(device)
                    try writer.save(invitation)
                }
                try bench.directory.read { reader in
                    try requireEqual(try reader.spaces(), [space, second], "spaces by name, round \(round)")
                    try requireEqual(try reader.space(first.id), space, "space")
                    try requireEqual(try reader.space(host.newRecordID()), nil, "a space that is not there")
                    try requireEqual(try reader.members(of: first.id), [member], "members")
                    try requireEqual(try reader.members(of: second.id), [], "members of another space")
                    try requireEqual(try reader.member(member.id), member, "member")
                    try requireEqual(try reader.devices(of: member.id), [device], "devices")
                    try requireEqual(try reader.device(device.id), device, "device")
                    try requireEqual(try reader.device(host.newRecordID()), nil, "a device that is not there")
                    try requireEqual(try reader.invitations(of: first.id), [invitation], "invitations")
                    try requireEqual(try reader.invitations(of: second.id), [], "invitations of another space")
                    try requireEqual(
                        try reader.invitation(secretHash: invitation.secretHash), invitation, "invitation")
                    try requireEqual(
                        try reader.access(tokenHash: device.tokenHash),
                        Access(device: device, member: member, space: space), "access")
                    try requireEqual(try reader.access(tokenHash: []), nil, "access without a token")
                }
                space = SpaceListing(id: space.id, name: "a", created: space.created)
                member.removed = host.now()
                device.lastSeen = host.now()
                device.revoked = host.now()
                invitation.use = Invitation.Use(tokenHash: device.tokenHash, at: host.now())
                invitation.withdrawn = host.now()
            }
        },
        Case("leaves nothing behind of a transaction that throws") { bench in
            struct Stop: Error {}
            do {
                try bench.directory.write { writer in
                    try writer.save(
                        SpaceListing(id: bench.host.newRecordID(), name: "a", created: bench.host.now()))
                    throw Stop()
                }
                throw ContractViolation(description: "the body's error must come through")
            } catch is Stop {}
            try requireEqual(try bench.directory.read { try $0.spaces() }, [], "spaces")
        },
        Case("keeps an audit log that is a chain of everything that was done") { bench in
            let space = try bench.makeSpace()
            let access = try bench.device(in: space)
            _ = try bench.directory.write { try $0.revoke(access.device, in: space.id, host: bench.host) }
            let entries = try bench.directory.read { try $0.audit(after: 0, limit: 100) }
            try requireEqual(
                entries.map(\.event.action),
                [.spaceCreated, .memberAdded, .invitationMade, .deviceJoined, .deviceRevoked], "actions")
            try requireEqual(entries.map(\.event.address), [nil, nil, nil, "192.0.2.7", nil], "addresses")
            var previous: AuditEntry?
            for entry in entries {
                try requireEqual(
                    entry, AuditEntry(entry.event, after: previous, hash: bench.host.hash), "entry \(entry.seq)")
                previous = entry
            }
            try bench.directory.read { reader in
                try requireEqual(try reader.lastAudit(), entries.last, "the last entry")
                try requireEqual(try reader.audit(after: 2, limit: 2), Array(entries[2...3]), "a page")
                let check = try reader.verifyAudit(hash: bench.host.hash)
                try requireEqual(check.brokenAt, nil, "a break")
                try requireEqual(check.entries, 5, "entries")
                try requireEqual(check.chain, entries.last?.chain, "the chain")
                try requireEqual(try reader.integrityFaults(), [], "faults")
            }
            do {
                try bench.directory.write { try $0.append(entries[0]) }
                throw ContractViolation(description: "the audit log only grows")
            } catch is StoreError {}
        },
        Case("finds an entry that was written past the chain") { bench in
            _ = try bench.makeSpace()
            let last = try bench.directory.read { try $0.lastAudit() }.orViolation("there is an entry")
            let forged = AuditEntry(seq: last.seq + 1, event: last.event, chain: last.chain)
            try bench.directory.write { try $0.append(forged) }
            let check = try bench.directory.read { try $0.verifyAudit(hash: bench.host.hash) }
            try requireEqual(check.brokenAt, last.seq + 1, "the break")
            try requireEqual(check.entries, last.seq, "what is sound before it")
        },
    ]
}
