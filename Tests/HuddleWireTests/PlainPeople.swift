import HuddleCore
import HuddleWire

/// What a message about people says, as the vectors show it: ids in hexadecimal digits, times as decimal numbers.
final class PlainPeople: Decodable, Sendable {
    let id: Digits?, member: Digits?, caller: Digits?, device: Digits?, secretHash: Digits?
    let name: String?, department: String?, role: String?
    let created: String?, removed: String?, lastSeen: String?, revoked: String?
    let expires: String?, used: String?, withdrawn: String?
    let members: [PlainPeople]?, devices: [PlainPeople]?, invitations: [PlainPeople]?

    var memberList: MemberList? {
        guard let members, let caller = recordID(caller), let device = recordID(device) else { return nil }
        return MemberList(members: members.compactMap(\.memberInfo), caller: caller, device: device)
    }

    var memberInfo: MemberInfo? {
        guard let id = recordID(id), let name, let department, let role, let created = time(created), let devices else {
            return nil
        }
        return MemberInfo(
            id: id, name: name, department: department, role: role, created: created, removed: past(removed),
            devices: devices.compactMap(\.deviceInfo))
    }

    var deviceInfo: DeviceInfo? {
        guard let id = recordID(id), let name, let created = time(created) else { return nil }
        return DeviceInfo(id: id, name: name, created: created, lastSeen: past(lastSeen), revoked: past(revoked))
    }

    var memberChange: MemberChange? { role.flatMap { Role(rawValue: $0) }.map { MemberChange(role: $0) } }

    var invitationRequest: InvitationRequest? {
        guard let secretHash, let name, let department, let role else { return nil }
        return InvitationRequest(
            secretHash: secretHash.bytes, name: name, department: department, role: Role(rawValue: role))
    }

    var invitationInfo: InvitationInfo? {
        guard let id = recordID(id), let member = recordID(member), let name, let role, let created = time(created),
            let expires = time(expires)
        else { return nil }
        return InvitationInfo(
            id: id, member: member, name: name, role: role, created: created, expires: expires, used: past(used),
            withdrawn: past(withdrawn))
    }

    var invitationList: InvitationList? {
        invitations.map { InvitationList(invitations: $0.compactMap(\.invitationInfo)) }
    }

    private func recordID(_ digits: Digits?) -> RecordID? {
        digits.flatMap { Digest128(exactly: $0.bytes) }.map { RecordID($0) }
    }

    private func time(_ text: String?) -> WallTime? { text.flatMap { Int64($0) }.map { WallTime(milliseconds: $0) } }

    private func past(_ text: String?) -> WallTime? { time(text).flatMap { $0.milliseconds == 0 ? nil : $0 } }
}
