import HuddleCore
import HuddleFormats
import HuddleWire

/// People, devices and invitations as JSON. Times that have not happened are null.
extension JSONWriter {
    mutating func write(_ member: MemberInfo, caller: RecordID?) {
        object { json in
            json.member("id", member.id.text)
            json.member("name", member.name)
            json.member("department", member.department)
            json.member("role", member.role)
            json.member("created", member.created.iso8601)
            json.member("removed", member.removed?.iso8601)
            if let caller { json.member("isYou", member.id == caller) }
            json.key("devices")
            json.array { json in
                for device in member.devices { json.write(device) }
            }
        }
    }

    mutating func write(_ device: DeviceInfo, of member: String? = nil, isThis: Bool? = nil) {
        object { json in
            json.member("id", device.id.text)
            json.member("name", device.name)
            if let member { json.member("member", member) }
            if let isThis { json.member("isThisDevice", isThis) }
            json.member("created", device.created.iso8601)
            json.member("lastSeen", device.lastSeen?.iso8601)
            json.member("revoked", device.revoked?.iso8601)
        }
    }

    /// - Parameter link: Where it was just made: nobody can read it later.
    mutating func write(_ invitation: InvitationInfo, at now: WallTime, link: String? = nil) {
        object { json in
            json.member("id", invitation.id.text)
            if let link { json.member("link", link) }
            json.member("member", invitation.name)
            json.member("role", invitation.role)
            json.member("state", invitation.state(at: now).rawValue)
            json.member("created", invitation.created.iso8601)
            json.member("expires", invitation.expires.iso8601)
            json.member("used", invitation.used?.iso8601)
            json.member("withdrawn", invitation.withdrawn?.iso8601)
        }
    }
}

/// What an invitation is good for.
enum InvitationState: String {
    case open
    case used
    case withdrawn
    case expired
}

extension InvitationInfo {
    func state(at now: WallTime) -> InvitationState {
        if used != nil { return .used }
        if withdrawn != nil { return .withdrawn }
        return now < expires ? .open : .expired
    }
}
