import HuddleCore
import HuddleStore

/// What someone named on a command line, and is not there, or is there more than once.
enum ChoiceError: Error, Hashable {
    case none(what: String, text: String, nearest: String?, list: String)
    case several(what: String, text: String, candidates: [String])
}

extension ChoiceError: Reportable {
    var exitCode: ExitCode {
        switch self {
        case .none: .noInput
        case .several: .usage
        }
    }

    var description: String {
        switch self {
        case .none(let what, let text, let nearest, let list):
            "There is no \(what) “\(text.visible)”. " + (nearest.map { "Did you mean “\($0.visible)”? " } ?? "")
                + "Nothing was changed: `huddle-server \(list)` shows those that there are."
        case .several(let what, let text, let candidates):
            "“\(text.visible)” could be \(candidates.count) \(what)s. Nothing was changed: say which by its id.\n"
                + candidates.map { "  \($0)" }.joined(separator: "\n")
        }
    }
}

extension DirectoryReader {
    /// A member of a space who was not removed.
    ///
    /// - Throws: `ChoiceError`, `StoreError`.
    func member(_ text: String, of space: SpaceListing) throws -> Member {
        let members = try members(of: space.id).filter { $0.removed == nil }
        return try choose(text, "member", members.map { ($0, $0.id, $0.name) }, list: "member list SPACE")
    }

    /// A device that was not revoked.
    ///
    /// - Throws: `ChoiceError`, `StoreError`.
    func device(_ text: String, of space: SpaceListing) throws -> Device {
        let devices = try members(of: space.id).flatMap { try self.devices(of: $0.id) }.filter { $0.revoked == nil }
        return try choose(text, "device", devices.map { ($0, $0.id, $0.name) }, list: "device list SPACE")
    }

    /// An invitation that is still good.
    ///
    /// - Throws: `ChoiceError`, `StoreError`.
    func openInvitation(_ text: String, of space: SpaceListing, at now: WallTime) throws -> (Invitation, Member) {
        let open = try invitations(of: space.id).filter { $0.isOpen(at: now) }
        let named = try open.compactMap { invitation in try member(invitation.member).map { (invitation, $0) } }
        return try choose(
            text, "invitation", named.map { ($0, $0.0.id, $0.1.name) }, list: "invite list SPACE")
    }

    /// A feed that is read.
    ///
    /// - Throws: `ChoiceError`, `StoreError`.
    func openFeed(_ text: String, of space: SpaceListing, at now: WallTime) throws -> FeedAccess {
        let open = try feeds(of: space.id).filter { $0.isOpen(at: now) }
        return try choose(text, "feed", open.map { ($0, $0.feed.id, $0.feed.name) }, list: "feed list SPACE")
    }

    private func choose<Thing>(
        _ text: String, _ what: String, _ things: [(thing: Thing, id: RecordID, name: String)], list: String
    ) throws(ChoiceError) -> Thing {
        let choice = NamedChoice(things.map { (id: $0.id, name: $0.name) })
        switch choice.find(text) {
        case .one(let position): return things[position].thing
        case .none(let nearest): throw .none(what: what, text: text, nearest: nearest, list: list)
        case .several(let positions):
            throw .several(
                what: what, text: text,
                candidates: positions.map { "\(choice.shortIDs[$0])  \(things[$0].name.visible)" })
        }
    }
}
