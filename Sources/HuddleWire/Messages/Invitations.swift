import Foundation
package import HuddleCore

/// Asks for an invitation whose link the caller makes.
package struct InvitationRequest: Hashable, Sendable {
    /// SHA-256 of the link's secret. The secret itself never reaches the server before it is spent.
    package var secretHash: [UInt8]
    /// Whoever has this name in the space already gets one more device.
    package var name: String
    /// Empty: as it was.
    package var department: String
    /// Nil: as it was, and `member` for somebody new.
    package var role: Role?

    package init(secretHash: [UInt8], name: String, department: String, role: Role?) {
        self.secretHash = secretHash
        self.name = name
        self.department = department
        self.role = role
    }
}

package struct InvitationInfo: Hashable, Sendable {
    package var id: RecordID
    package var member: RecordID
    package var name: String
    /// A `Role`, or what a newer server adds.
    package var role: String
    package var created: WallTime
    package var expires: WallTime
    package var used: WallTime?
    package var withdrawn: WallTime?

    package init(
        id: RecordID, member: RecordID, name: String, role: String, created: WallTime, expires: WallTime,
        used: WallTime?, withdrawn: WallTime?
    ) {
        self.id = id
        self.member = member
        self.name = name
        self.role = role
        self.created = created
        self.expires = expires
        self.used = used
        self.withdrawn = withdrawn
    }
}

package struct InvitationList: Hashable, Sendable {
    package var invitations: [InvitationInfo]

    package init(invitations: [InvitationInfo]) {
        self.invitations = invitations
    }
}

extension InvitationRequest: ProtoBacked {
    init(_ proto: ProtoInvitationRequest) throws(WireError) {
        guard proto.secretHash.count == 32 else {
            throw .malformed("a secret_hash of \(proto.secretHash.count) bytes instead of 32")
        }
        guard (1...Limits.nameBytes).contains(proto.name.utf8.count) else {
            throw .malformed("a member's name has 1 to \(Limits.nameBytes) bytes")
        }
        guard proto.department.utf8.count <= Limits.nameBytes else {
            throw .malformed("a department has \(Limits.nameBytes) bytes at most")
        }
        self.init(
            secretHash: Array(proto.secretHash), name: proto.name, department: proto.department,
            role: proto.role.isEmpty ? nil : try Role(sent: proto.role))
    }

    var proto: ProtoInvitationRequest {
        var proto = ProtoInvitationRequest()
        proto.secretHash = Data(secretHash)
        proto.name = name
        proto.department = department
        proto.role = role?.rawValue ?? ""
        return proto
    }
}

extension InvitationInfo: ProtoBacked {
    init(_ proto: ProtoInvitationInfo) throws(WireError) {
        self.init(
            id: try RecordID(sent: proto.id, as: "id"), member: try RecordID(sent: proto.member, as: "member"),
            name: proto.name, role: proto.role, created: WallTime(milliseconds: proto.created),
            expires: WallTime(milliseconds: proto.expires), used: WallTime(sent: proto.used),
            withdrawn: WallTime(sent: proto.withdrawn))
    }

    var proto: ProtoInvitationInfo {
        var proto = ProtoInvitationInfo()
        proto.id = Data(id.digest.bytes)
        proto.member = Data(member.digest.bytes)
        proto.name = name
        proto.role = role
        proto.created = created.milliseconds
        proto.expires = expires.milliseconds
        proto.used = used?.milliseconds ?? 0
        proto.withdrawn = withdrawn?.milliseconds ?? 0
        return proto
    }
}

extension InvitationList: ProtoBacked {
    init(_ proto: ProtoInvitationList) throws(WireError) {
        var invitations: [InvitationInfo] = []
        for invitation in proto.invitations { invitations.append(try InvitationInfo(invitation)) }
        self.init(invitations: invitations)
    }

    var proto: ProtoInvitationList {
        var proto = ProtoInvitationList()
        proto.invitations = invitations.map(\.proto)
        return proto
    }
}

extension RecordID {
    init(sent bytes: Data, as field: String) throws(WireError) {
        guard let digest = Digest128(exactly: bytes) else {
            throw .malformed("\(field) has \(bytes.count) bytes instead of 16")
        }
        self.init(digest)
    }
}

extension WallTime {
    /// Nil for 0: it has not happened.
    init?(sent milliseconds: Int64) {
        guard milliseconds != 0 else { return nil }
        self.init(milliseconds: milliseconds)
    }
}

extension Role {
    init(sent text: String) throws(WireError) {
        guard let role = Role(rawValue: text) else {
            let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw .malformed("there is no role \(text.visible): there are \(known)")
        }
        self = role
    }
}
