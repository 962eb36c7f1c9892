import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleStore
import HuddleWire

/// Why something cannot be done with a space's people. Nothing was changed.
enum PeopleError: Error, Hashable, Sendable {
    case none(what: String, text: String, nearest: String?, list: String)
    case several(what: String, text: String, candidates: [String])
    /// Nobody can be asked, and nothing on the command line says yes.
    case unconfirmed(device: String)
}

extension PeopleError: Reported {
    var exitCode: ExitCode {
        switch self {
        case .none: .notFound
        case .several, .unconfirmed: .usage
        }
    }

    var description: String {
        switch self {
        case .none(let what, let text, let nearest, let list):
            "There is no \(what) \"\(text.visible)\"." + (nearest.map { " Did you mean \"\($0.visible)\"?" } ?? "")
                + " Nothing was changed: `huddle \(list)` shows those that there are."
        case .several(let what, let text, let candidates):
            "\"\(text.visible)\" could be \(candidates.count) \(what)s. Nothing was changed: say which by its id.\n"
                + candidates.map { "  \($0)" }.joined(separator: "\n")
        case .unconfirmed(let device):
            "\(device.visible) is the device that you are using: it could not sync any more. Nothing was changed: say --yes if "
                + "you mean it."
        }
    }
}

extension GlobalOptions {
    /// Opens the way to the people of the log's space.
    ///
    /// - Throws: `HomeError.notJoined`, where the log has no server.
    func administer(
        in environment: CommandEnvironment, _ body: @Sendable (any PeopleService, ServerAccess) async throws -> Void
    ) async throws {
        let home = try home(in: environment)
        let space = try home.log().state().space
        guard let access = try home.server() else { throw HomeError.notJoined }
        try await environment.network.administer(access, space) { try await body($0, access) }
    }
}

extension MemberList {
    /// Those who are members now.
    var present: [MemberInfo] { members.filter { $0.removed == nil } }

    /// The devices that the caller may revoke, each with its member.
    var openDevices: [(device: DeviceInfo, member: MemberInfo)] {
        present.flatMap { member in member.devices.filter { $0.revoked == nil }.map { ($0, member) } }
    }

    /// - Throws: `PeopleError`.
    func member(_ text: String) throws(PeopleError) -> MemberInfo {
        let present = present
        let position = try Choice(present.map { (id: $0.id, name: $0.name) }, "member", "members").find(text)
        return present[position]
    }

    /// - Throws: `PeopleError`.
    func openDevice(_ text: String) throws(PeopleError) -> (device: DeviceInfo, member: MemberInfo) {
        let devices = openDevices
        let position = try Choice(devices.map { (id: $0.device.id, name: $0.device.name) }, "device", "devices").find(
            text)
        return devices[position]
    }
}

/// One of several things that the user names.
struct Choice {
    private let choice: NamedChoice
    private let names: [String]
    private let what: String
    /// The command that lists them.
    private let list: String

    init(_ things: [(id: RecordID, name: String)], _ what: String, _ list: String) {
        choice = NamedChoice(things)
        names = things.map { $0.name }
        self.what = what
        self.list = list
    }

    var shortIDs: [String] { choice.shortIDs }

    /// - Throws: `PeopleError`.
    func find(_ text: String) throws(PeopleError) -> Int {
        switch choice.find(text) {
        case .one(let position): return position
        case .none(let nearest): throw .none(what: what, text: text, nearest: nearest, list: list)
        case .several(let positions):
            throw .several(
                what: what, text: text,
                candidates: positions.map { "\(choice.shortIDs[$0])  \(names[$0].visible)" })
        }
    }
}

extension Role: ExpressibleByArgument {}
