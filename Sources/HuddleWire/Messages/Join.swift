import Foundation
package import HuddleCore

/// Spends an invitation: makes the caller one of a member's devices.
package struct JoinRequest: Hashable, Sendable {
    package var secret: [UInt8]
    /// SHA-256 of the device's token. The token itself stays with the device until it is used.
    package var tokenHash: [UInt8]
    package var device: String

    package init(secret: [UInt8], tokenHash: [UInt8], device: String) {
        self.secret = secret
        self.tokenHash = tokenHash
        self.device = device
    }
}

package struct JoinReply: Hashable, Sendable {
    package var space: RecordID
    package var spaceName: String
    package var memberName: String
    package var department: String

    package init(space: RecordID, spaceName: String, memberName: String, department: String) {
        self.space = space
        self.spaceName = spaceName
        self.memberName = memberName
        self.department = department
    }
}

extension JoinRequest: ProtoBacked {
    init(_ proto: ProtoJoinRequest) throws(WireError) {
        guard proto.secret.count == Limits.tokenBytes else {
            throw .malformed("a secret of \(proto.secret.count) bytes instead of \(Limits.tokenBytes)")
        }
        guard proto.tokenHash.count == 32 else {
            throw .malformed("a token_hash of \(proto.tokenHash.count) bytes instead of 32")
        }
        guard (1...Limits.nameBytes).contains(proto.device.utf8.count) else {
            throw .malformed("a device's name has 1 to \(Limits.nameBytes) bytes")
        }
        self.init(secret: Array(proto.secret), tokenHash: Array(proto.tokenHash), device: proto.device)
    }

    var proto: ProtoJoinRequest {
        var proto = ProtoJoinRequest()
        proto.secret = Data(secret)
        proto.tokenHash = Data(tokenHash)
        proto.device = device
        return proto
    }
}

extension JoinReply: ProtoBacked {
    init(_ proto: ProtoJoinReply) throws(WireError) {
        guard let space = Digest128(exactly: proto.space) else {
            throw .malformed("a space's id of \(proto.space.count) bytes instead of 16")
        }
        self.init(
            space: RecordID(space), spaceName: proto.spaceName, memberName: proto.memberName,
            department: proto.department)
    }

    var proto: ProtoJoinReply {
        var proto = ProtoJoinReply()
        proto.space = Data(space.digest.bytes)
        proto.spaceName = spaceName
        proto.memberName = memberName
        proto.department = department
        return proto
    }
}
