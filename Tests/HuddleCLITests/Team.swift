import HuddleClient
import HuddleCore
import HuddleServer
import HuddleStore
import HuddleStoreSQLite
import HuddleTestSupport
import HuddleWire
import Synchronization

/// A server's spaces in memory, answering with the server's own code for exchanges.
final class Team: Sendable {
    static let server = "https://huddle.example.com"
    private static let department = "sales"

    private struct Invitation {
        let space: RecordID
        let member: String
        var tokenHash: [UInt8]?
    }

    let host = SimulatedHost(seed: 99, now: WallTime(milliseconds: 1_795_430_000_000))
    private let stores = Mutex<[RecordID: SQLiteSpaceStore]>([:])
    private let names = Mutex<[RecordID: String]>([:])
    private let invitations = Mutex<[[UInt8]: Invitation]>([:])
    /// The members that devices belong to, by the hash of their token.
    private let tokens = Mutex<[[UInt8]: String]>([:])
    private let readers = Mutex<Set<String>>([])

    func newSpace(_ name: String) throws -> RecordID {
        let state = HuddleLog.freshState(named: name, host: host.host)
        let store = try SQLiteSpaceStore.inMemory(state: state)
        stores.withLock { $0[state.space] = store }
        names.withLock { $0[state.space] = name }
        return state.space
    }

    /// A link for one device of a member.
    func invite(_ member: String, to space: RecordID) -> String {
        let secret = host.host.randomBytes(Limits.tokenBytes)
        invitations.withLock { $0[secret] = Invitation(space: space, member: member) }
        return InvitationLink(server: Self.server, secret: secret).text
    }

    func revokeAll() {
        tokens.withLock { $0 = [:] }
    }

    /// Lets a member read and not write from now on.
    func setReadOnly(_ member: String) {
        _ = readers.withLock { $0.insert(member) }
    }

    /// What the space's log holds is lost, as where a server is set up anew from a backup of its people alone.
    func lose(_ space: RecordID) throws {
        let name = names.withLock { $0[space] } ?? ""
        let state = SpaceState(space: space, name: name, replica: host.host.newReplicaID())
        let store = try SQLiteSpaceStore.inMemory(state: state)
        stores.withLock { $0[space] = store }
    }

    var network: Network {
        Network(
            join: { request, server, _ in try self.join(request, at: server) },
            connect: { access, space, body in
                guard let member = self.tokens.withLock({ $0[TokenHash.of(access.tokenBytes ?? [])] }) else {
                    throw TransportError.problem(Problem(.unauthorized, ""))
                }
                return try await body(SpaceLine(team: self, space: space, member: member))
            },
            // A space's people are tried with the real programs.
            administer: { _, _, _ in throw TransportError.problem(Problem(.forbidden, "not in this team")) },
            pause: .real)
    }

    private func join(_ request: JoinRequest, at server: String) throws -> JoinReply {
        guard server == Self.server else {
            throw TransportError.notHuddle(server: server, status: 200, contentType: "text/html")
        }
        let invitation = invitations.withLock { invitations -> Invitation? in
            guard var found = invitations[request.secret] else { return nil }
            guard found.tokenHash == nil || found.tokenHash == request.tokenHash else { return nil }
            found.tokenHash = request.tokenHash
            invitations[request.secret] = found
            return found
        }
        guard let invitation else { throw TransportError.problem(Problem(.invitationInvalid, "used before")) }
        tokens.withLock { $0[request.tokenHash] = invitation.member }
        return JoinReply(
            space: invitation.space, spaceName: names.withLock { $0[invitation.space] } ?? "",
            memberName: invitation.member, department: Self.department)
    }

    fileprivate func writeRule(for member: String) -> WriteRule {
        readers.withLock { $0.contains(member) }
            ? .refused(
                detail: "this member may read the space and not write to it",
                but: Introduction(name: member, department: Self.department)) : .allowed()
    }

    /// Asks the exchange of a space's log.
    fileprivate func ask<Reply>(
        _ space: RecordID, _ question: (Exchange, any SpaceStore) throws -> Reply
    ) throws(TransportError) -> Reply {
        guard let store = stores.withLock({ $0[space] }) else { throw .problem(Problem(.notFound, "")) }
        do {
            return try question(Exchange(host: host.host), store)
        } catch let problem as Problem {
            throw .problem(problem)
        } catch {
            throw .garbled(server: Self.server, detail: "\(error)")
        }
    }
}

/// The way to one space.
private struct SpaceLine: LiveTransport {
    let team: Team
    let space: RecordID
    let member: String

    func exchange(_ request: SyncRequest) async throws(TransportError) -> SyncReply {
        try team.ask(space) { try $0.answer(request, on: $1, writing: team.writeRule(for: member)) }
    }

    func wait(seconds: Int) async throws {}

    func compare(_ request: CompareRequest) async throws(TransportError) -> CompareReply {
        try team.ask(space) { try $0.compare(request, on: $1) }
    }

    func listen(
        after head: UInt64, _ hear: @Sendable (EventStreamReader.Item) -> Void
    ) async throws(TransportError) {
        throw .problem(Problem(.notFound, "no events here"))
    }
}
