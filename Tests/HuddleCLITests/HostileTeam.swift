import HuddleCLI
import HuddleClient
import HuddleCore
import HuddleStore
import HuddleTestSupport
import HuddleWire

/// A team, and a server, that put what terminals obey wherever somebody can write something.
struct HostileTeam {
    /// C0, C1, DEL, colours, cursor movement, a link and a title by OSC, line separators and what turns the reading direction.
    static let evil =
        "blade \u{1b}[2J\u{1b}]8;;http://example.org\u{7}\u{1b}]0;x\u{1b}\\\u{9b}31m\u{9d}0;x\u{9c}\r\n\t\u{8}\u{0}\u{7f}"
        + "\u{85}\u{2028}\u{2029}\u{202e}\u{2066}\u{200e}\u{61c} end"
    /// An element of a set holds no C0 characters.
    static let evilName = "name \u{9b}31m\u{9d}0;x\u{9c}\u{85}\u{2028}\u{202e}\u{2066}\u{200f}"

    static let space = RecordID(Digest128(high: 0x01a2_0000_0000_7000, low: 1))
    static let entry = RecordID.ofAnyType(low: 0x8111_1111_1111_1111)
    static let other = RecordID.ofAnyType(low: 0x8222_2222_2222_2222)
    static let meeting = RecordID.ofAnyType(low: 0x8333_3333_3333_3333)
    static let comment = RecordID.ofAnyType(low: 0x8444_4444_4444_4444)
    static let person = RecordID.ofAnyType(low: 0x8555_5555_5555_5555)
    static let strange = RecordID.ofAnyType(low: 0x8666_6666_6666_6666)
    static let link = InvitationLink(
        server: "https://huddle.example.com", secret: Array(repeating: 7, count: Limits.tokenBytes)
    ).text

    private let hash = SimulatedHost(seed: 1).host.hash

    /// Every record type with hostile text in every field, and one more entry that two people disagree about.
    var bundle: ChangeBundle {
        let evil = Value.text(Self.evil)
        let texts = ["text", "details", "customer", "product", "site", "priority", "topic", "source", "unheard"]
        let sets = ["tags", "owners", "votes", "people", "unheard"]
        let everything =
            texts.compactMap { CellName($0) }.map { Change.Write($0, evil) }
            + sets.compactMap { CellName($0) }.compactMap { CellName($0, element: Self.evilName) }
            .map { Change.Write($0, .flag(true)) }
        let words = [("kind", "promise"), ("status", "open")].compactMap { name, text in
            CellName(name).map { Change.Write($0, .text(text)) }
        }
        let odd = ["kind", "status", "due"].compactMap { CellName($0) }.map { Change.Write($0, evil) }
        let title = [Change.Write(FieldName.title, evil), Change.Write(FieldName.name, evil)]
        let first = change(Self.other, words + everything, replica: 7, index: 2)
        let head = first.id
        let disagreeing = [8, 9].map { replica in
            change(
                Self.other, [Change.Write(FieldName.text, .text(Self.evil + "\(replica)"))], replica: replica, index: 1,
                bases: [head])
        }
        let replica = CellName(FieldName.replicas, element: ReplicaID(bits: 7).hex).map {
            [Change.Write($0, .flag(true))]
        }
        let changes =
            [
                change(Self.entry, everything + odd, replica: 7, index: 1), first,
                change(Self.meeting, everything + title, type: .meeting, replica: 7, index: 3),
                change(
                    Self.comment, everything + [Change.Write(FieldName.parent, .reference(Self.entry))], type: .comment,
                    replica: 7, index: 4),
                change(Self.person, everything + title + (replica ?? []), type: .person, replica: 7, index: 5),
                change(Self.strange, everything, type: .unknown("strange"), replica: 7, index: 6),
            ] + disagreeing
        return ChangeBundle(
            space: Self.space, spaceName: Self.evil, written: SimulatedHost.start, changes: changes.map(\.bytes))
    }

    private func change(
        _ id: RecordID, _ writes: [Change.Write], type: RecordType = .entry, replica: UInt64, index: UInt64,
        bases: [ChangeID] = []
    ) -> StoredChange {
        let time = WallTime(milliseconds: SimulatedHost.start.milliseconds - 10_000 + Int64(index + replica) * 10)
        return StoredChange(
            Change(
                stamp: Stamp(time: time, counter: 0), replica: ReplicaID(bits: replica), index: index, record: id,
                type: type, writes: writes.sorted { $0.cell < $1.cell }, bases: bases), hash: hash)
    }

    /// A server whose every word is hostile.
    static var network: Network {
        Network(
            join: { _, _, _ in JoinReply(space: space, spaceName: evil, memberName: evilName, department: evilName) },
            connect: { _, _, _ in throw TransportError.problem(Problem(.storageFull, evil)) },
            administer: { _, _, body in try await body(HostilePeople()) }, pause: .real)
    }
}

/// People whose names, devices and roles are hostile.
private struct HostilePeople: PeopleService {
    private var device: DeviceInfo {
        DeviceInfo(
            id: HostileTeam.comment, name: HostileTeam.evil, created: SimulatedHost.start, lastSeen: nil, revoked: nil)
    }

    private var member: MemberInfo {
        MemberInfo(
            id: HostileTeam.person, name: HostileTeam.evil, department: HostileTeam.evil, role: HostileTeam.evil,
            created: SimulatedHost.start, removed: nil, devices: [device])
    }

    private var invitation: InvitationInfo {
        InvitationInfo(
            id: HostileTeam.meeting, member: HostileTeam.person, name: HostileTeam.evil, role: HostileTeam.evil,
            created: SimulatedHost.start, expires: SimulatedHost.start, used: nil, withdrawn: nil)
    }

    private var feed: FeedInfo {
        FeedInfo(
            id: HostileTeam.meeting, member: HostileTeam.person, memberName: HostileTeam.evil, name: HostileTeam.evil,
            format: HostileTeam.evil, list: HostileTeam.evil, query: HostileTeam.evil, created: SimulatedHost.start,
            expires: WallTime(milliseconds: SimulatedHost.start.milliseconds + 86_400_000), revoked: nil, fetched: nil)
    }

    func members() async throws(TransportError) -> MemberList {
        MemberList(members: [member], caller: HostileTeam.space, device: HostileTeam.space)
    }

    func setRole(of id: RecordID, to role: Role) async throws(TransportError) -> MemberInfo { member }
    func remove(_ id: RecordID) async throws(TransportError) -> MemberInfo { member }
    func revoke(_ id: RecordID) async throws(TransportError) -> DeviceInfo { device }
    func invitations() async throws(TransportError) -> InvitationList { InvitationList(invitations: [invitation]) }
    func invite(_ request: InvitationRequest) async throws(TransportError) -> InvitationInfo { invitation }
    func withdraw(_ id: RecordID) async throws(TransportError) -> InvitationInfo { invitation }
    func feeds() async throws(TransportError) -> FeedList { FeedList(feeds: [feed]) }
    func makeFeed(_ request: FeedRequest) async throws(TransportError) -> FeedInfo { feed }
    func revokeFeed(_ id: RecordID) async throws(TransportError) -> FeedInfo { feed }

    private var webhook: WebhookInfo {
        WebhookInfo(
            id: HostileTeam.meeting, name: HostileTeam.evil, target: HostileTeam.evil, kinds: [HostileTeam.evil],
            form: HostileTeam.evil, creator: HostileTeam.person, created: SimulatedHost.start,
            failing: SimulatedHost.start, reason: HostileTeam.evil, waiting: 2, secret: HostileTeam.evil,
            formerUntil: SimulatedHost.start)
    }

    private func delivery(_ state: String, _ id: RecordID = HostileTeam.comment) -> DeliveryInfo {
        DeliveryInfo(
            id: id, kind: HostileTeam.evil, state: state, created: SimulatedHost.start, tries: 1,
            tried: SimulatedHost.start, due: nil, status: 200, detail: HostileTeam.evil)
    }

    func webhooks() async throws(TransportError) -> WebhookList { WebhookList(webhooks: [webhook]) }
    func add(_ request: WebhookRequest) async throws(TransportError) -> WebhookInfo { webhook }
    func change(webhook: RecordID, _ action: WebhookChange.Action) async throws(TransportError) -> WebhookInfo {
        self.webhook
    }
    func remove(webhook: RecordID) async throws(TransportError) -> WebhookInfo { self.webhook }
    func deliveries(of webhook: RecordID) async throws(TransportError) -> DeliveryList {
        DeliveryList(deliveries: [
            delivery("delivered"), delivery("given_up", HostileTeam.person),
            delivery(HostileTeam.evil, HostileTeam.strange),
        ])
    }
    func deliver(_ request: DeliveryRequest, to webhook: RecordID) async throws(TransportError) -> DeliveryInfo {
        delivery(request.delivery == nil ? "delivered" : "given_up")
    }
}
