import Foundation
package import HuddleCore

/// A space's members, as one of them sees them.
package struct MemberList: Hashable, Sendable {
    package var members: [MemberInfo]
    /// Which of them asked.
    package var caller: RecordID
    /// From which device.
    package var device: RecordID

    package init(members: [MemberInfo], caller: RecordID, device: RecordID) {
        self.members = members
        self.caller = caller
        self.device = device
    }
}

package struct MemberInfo: Hashable, Sendable {
    package var id: RecordID
    package var name: String
    package var department: String
    /// A `Role`, or what a newer server adds.
    package var role: String
    package var created: WallTime
    package var removed: WallTime?
    /// Those that the caller may revoke.
    package var devices: [DeviceInfo]

    package init(
        id: RecordID, name: String, department: String, role: String, created: WallTime, removed: WallTime?,
        devices: [DeviceInfo]
    ) {
        self.id = id
        self.name = name
        self.department = department
        self.role = role
        self.created = created
        self.removed = removed
        self.devices = devices
    }
}

package struct DeviceInfo: Hashable, Sendable {
    package var id: RecordID
    package var name: String
    package var created: WallTime
    package var lastSeen: WallTime?
    package var revoked: WallTime?

    package init(id: RecordID, name: String, created: WallTime, lastSeen: WallTime?, revoked: WallTime?) {
        self.id = id
        self.name = name
        self.created = created
        self.lastSeen = lastSeen
        self.revoked = revoked
    }
}

/// Says what a member may do from now on.
package struct MemberChange: Hashable, Sendable {
    package var role: Role

    package init(role: Role) {
        self.role = role
    }
}

extension MemberList: ProtoBacked {
    init(_ proto: ProtoMemberList) throws(WireError) {
        var members: [MemberInfo] = []
        for member in proto.members { members.append(try MemberInfo(member)) }
        self.init(
            members: members, caller: try RecordID(sent: proto.caller, as: "caller"),
            device: try RecordID(sent: proto.device, as: "device"))
    }

    var proto: ProtoMemberList {
        var proto = ProtoMemberList()
        proto.members = members.map(\.proto)
        proto.caller = Data(caller.digest.bytes)
        proto.device = Data(device.digest.bytes)
        return proto
    }
}

extension MemberInfo: ProtoBacked {
    init(_ proto: ProtoMemberInfo) throws(WireError) {
        var devices: [DeviceInfo] = []
        for device in proto.devices { devices.append(try DeviceInfo(device)) }
        self.init(
            id: try RecordID(sent: proto.id, as: "id"), name: proto.name, department: proto.department,
            role: proto.role, created: WallTime(milliseconds: proto.created), removed: WallTime(sent: proto.removed),
            devices: devices)
    }

    var proto: ProtoMemberInfo {
        var proto = ProtoMemberInfo()
        proto.id = Data(id.digest.bytes)
        proto.name = name
        proto.department = department
        proto.role = role
        proto.created = created.milliseconds
        proto.removed = removed?.milliseconds ?? 0
        proto.devices = devices.map(\.proto)
        return proto
    }
}

extension DeviceInfo: ProtoBacked {
    init(_ proto: ProtoDeviceInfo) throws(WireError) {
        self.init(
            id: try RecordID(sent: proto.id, as: "id"), name: proto.name,
            created: WallTime(milliseconds: proto.created), lastSeen: WallTime(sent: proto.lastSeen),
            revoked: WallTime(sent: proto.revoked))
    }

    var proto: ProtoDeviceInfo {
        var proto = ProtoDeviceInfo()
        proto.id = Data(id.digest.bytes)
        proto.name = name
        proto.created = created.milliseconds
        proto.lastSeen = lastSeen?.milliseconds ?? 0
        proto.revoked = revoked?.milliseconds ?? 0
        return proto
    }
}

extension MemberChange: ProtoBacked {
    init(_ proto: ProtoMemberChange) throws(WireError) {
        self.init(role: try Role(sent: proto.role))
    }

    var proto: ProtoMemberChange {
        var proto = ProtoMemberChange()
        proto.role = role.rawValue
        return proto
    }
}
