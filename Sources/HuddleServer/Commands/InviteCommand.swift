import ArgumentParser
import HuddleCore
import HuddleStore
import HuddleWire

struct InviteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite", abstract: "Make, list and withdraw invitations, each for one device of one member.",
        subcommands: [InviteCreateCommand.self, InviteListCommand.self, InviteWithdrawCommand.self])
}

struct InviteCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Print a link that lets one more device of a member join.",
        discussion: """
            The link works once, for \(Limits.invitationHours) hours, and is shown this one time. For somebody who is \
            no member yet: huddle-server member add.

            Examples:
              huddle-server invite create "Acme team" "Maria Silva"
              huddle-server invite create "Acme team" "Maria Silva" --url https://huddle.example.com
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The space, by its name or id.")
    var space: String

    @Argument(help: "The member, by name or id.")
    var member: String

    @Option(help: "The server's address in the link. (default: public-url, else where the server listens)")
    var url: String?

    func run() async throws {
        let environment = ServerEnvironment.current
        let given = try url.map { try ServerURL($0, setting: "--url") }
        let (folder, settings) = try await data.openFolder()
        let secret = environment.host.randomBytes(Limits.tokenBytes)
        let member = try environment.storage(folder.path).directory().write { writer in
            let space = try SpaceArgument(self.space).find(in: writer)
            let member = try writer.member(self.member, of: space)
            try writer.requireRoom(in: space, forNewMember: nil, at: environment.host.now())
            _ = try writer.invite(member, secretHash: TokenHash.of(secret), host: environment.host)
            return member
        }
        LinkAddress(given, folder, settings, environment).print(secret, to: environment)
        environment.say(
            "The link above lets one device of \(member.name.visible) (\(member.role.rawValue)) join, once, within "
                + "\(Limits.invitationHours) hours: huddle join 'LINK'")
    }
}

struct InviteListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List a space's open invitations.",
        discussion: """
            Examples:
              huddle-server invite list "Acme team"
              huddle-server invite list "Acme team" --all --json
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The space, by its name or id.")
    var space: String

    @Flag(help: "Those that were used or withdrawn, or have expired, too.")
    var all = false

    @Flag(help: "Print JSON: id, member, role, state, created, expires, used, withdrawn.")
    var json = false

    func run() async throws {
        let environment = ServerEnvironment.current
        let directory = try environment.storage(try await data.openFolder().folder.path).directory()
        let now = environment.host.now()
        let rows = try directory.read { reader -> [InvitationRow] in
            let space = try SpaceArgument(self.space).find(in: reader)
            let shown = try reader.invitations(of: space.id).filter { all || $0.isOpen(at: now) }
            return try shown.map { InvitationRow($0, of: try reader.member($0.member), at: now) }
        }
        if json { return environment.print(try JSONText.of(rows)) }
        if rows.isEmpty { return environment.say("No invitation is open.") }
        let shortIDs = NamedChoice(rows.map { (id: RecordID($0.id) ?? RecordID(.zero), name: $0.member) }).shortIDs
        for (row, shortID) in zip(rows, shortIDs) { environment.print("\(shortID)  \(row.line)") }
    }
}

/// An invitation on a list. The names are those of the JSON.
struct InvitationRow: Encodable {
    let id: String
    let member: String
    let role: String
    let state: String
    let created: String
    let expires: String
    let used: String?
    let withdrawn: String?

    init(_ invitation: Invitation, of member: Member?, at now: WallTime) {
        id = invitation.id.text
        self.member = member?.name ?? ""
        role = member?.role.rawValue ?? ""
        state = Self.state(of: invitation, at: now)
        created = invitation.created.iso8601
        expires = invitation.expires.iso8601
        used = invitation.use?.at.iso8601
        withdrawn = invitation.withdrawn?.iso8601
    }

    var line: String { "\(member.visible)  \(role)  (\(state), until \(expires))" }

    private static func state(of invitation: Invitation, at now: WallTime) -> String {
        if invitation.use != nil { return "used" }
        if invitation.withdrawn != nil { return "withdrawn" }
        return invitation.isOpen(at: now) ? "open" : "expired"
    }
}

struct InviteWithdrawCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Make an invitation that nobody used good for nothing.",
        discussion: """
            Examples:
              huddle-server invite withdraw "Acme team" fkmd
              huddle-server invite withdraw "Acme team" "Maria Silva"
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The space, by its name or id.")
    var space: String

    @Argument(help: "The invitation, by the letters in front of it on the list, or by its member.")
    var invitation: String

    @Flag(help: "Print the invitation as JSON.")
    var json = false

    func run() async throws {
        let environment = ServerEnvironment.current
        let host = environment.host
        let directory = try environment.storage(try await data.openFolder().folder.path).directory()
        let (withdrawn, member) = try directory.write { writer in
            let space = try SpaceArgument(self.space).find(in: writer)
            let (invitation, member) = try writer.openInvitation(self.invitation, of: space, at: host.now())
            return (try writer.withdraw(invitation, of: member, by: .console, host: host), member)
        }
        if json { environment.print(try JSONText.of(InvitationRow(withdrawn, of: member, at: host.now()))) }
        environment.say("Withdrew the invitation for \(member.name.visible). Its link lets nobody in any more.")
    }
}
