package import HuddleCore
package import HuddleWire
import NIOHTTP1

/// What a member may ask a server about a space's people, and what an admin may change, its webhooks included.
package protocol PeopleService: WebhookKeeper {
    func members() async throws(TransportError) -> MemberList
    func setRole(of member: RecordID, to role: Role) async throws(TransportError) -> MemberInfo
    func remove(_ member: RecordID) async throws(TransportError) -> MemberInfo
    func revoke(_ device: RecordID) async throws(TransportError) -> DeviceInfo
    func invitations() async throws(TransportError) -> InvitationList
    func invite(_ request: InvitationRequest) async throws(TransportError) -> InvitationInfo
    func withdraw(_ invitation: RecordID) async throws(TransportError) -> InvitationInfo
    func feeds() async throws(TransportError) -> FeedList
    func makeFeed(_ request: FeedRequest) async throws(TransportError) -> FeedInfo
    func revokeFeed(_ feed: RecordID) async throws(TransportError) -> FeedInfo
}

extension HTTPTransport: PeopleService {
    package func members() async throws(TransportError) -> MemberList { try await call(.GET, "/members") }

    package func setRole(of member: RecordID, to role: Role) async throws(TransportError) -> MemberInfo {
        try await call(.POST, "/members/\(member.text)", MemberChange(role: role))
    }

    package func remove(_ member: RecordID) async throws(TransportError) -> MemberInfo {
        try await call(.DELETE, "/members/\(member.text)")
    }

    package func revoke(_ device: RecordID) async throws(TransportError) -> DeviceInfo {
        try await call(.DELETE, "/devices/\(device.text)")
    }

    package func invitations() async throws(TransportError) -> InvitationList { try await call(.GET, "/invitations") }

    package func invite(_ request: InvitationRequest) async throws(TransportError) -> InvitationInfo {
        try await call(.POST, "/invitations", request)
    }

    package func withdraw(_ invitation: RecordID) async throws(TransportError) -> InvitationInfo {
        try await call(.DELETE, "/invitations/\(invitation.text)")
    }

    package func feeds() async throws(TransportError) -> FeedList { try await call(.GET, "/feeds") }

    package func makeFeed(_ request: FeedRequest) async throws(TransportError) -> FeedInfo {
        try await call(.POST, "/feeds", request)
    }

    package func revokeFeed(_ feed: RecordID) async throws(TransportError) -> FeedInfo {
        try await call(.DELETE, "/feeds/\(feed.text)")
    }
}
