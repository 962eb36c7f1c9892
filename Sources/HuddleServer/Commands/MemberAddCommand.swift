import ArgumentParser
import HuddleCore
import HuddleStore
import HuddleWire

struct MemberAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add someone to a space, and print a link that lets one device of theirs join.",
        discussion: """
            The link works once, for \(Limits.invitationHours) hours, and is shown this one time. Adding a member \
            again prints a new link for the same member, such as for a second device.
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The space, by its name or id.")
    var space: String

    @Argument(help: "The person's name.")
    var name: String

    @Option(help: "Where this person works: sales, production …")
    var department: String

    @Option(
        help: "What this person may do: \(Role.allCases.map(\.rawValue).joined(separator: ", ")). (default: member)")
    var role: Role?

    @Option(help: "The server's address in the link. (default: public-url, else where the server listens)")
    var url: String?

    func run() async throws {
        let environment = ServerEnvironment.current
        let host = environment.host
        let name = try DisplayName.checked(name, of: "member")
        let department = try DisplayName.checked(department, of: "department")
        let given = try url.map { try ServerURL($0, setting: "--url") }
        let (folder, settings) = try await data.openFolder()
        let secret = host.randomBytes(Limits.tokenBytes)
        let (space, added) = try environment.storage(folder.path).directory().write { writer in
            let space = try SpaceArgument(self.space).find(in: writer)
            try writer.requireRoom(in: space, forNewMember: name, at: host.now())
            let added = try writer.addMember(
                named: name, department: department, role: role, to: space.id, host: host)
            _ = try writer.invite(added.member, secretHash: TokenHash.of(secret), host: host)
            return (space, added)
        }
        LinkAddress(given, folder, settings, environment).print(secret, to: environment)
        let member = added.member
        environment.say(
            """
            \(added.isNew ? "Added" : "A new link for") \(member.name.visible) (\(member.department.visible), \
            \(member.role.rawValue)) \(added.isNew ? "to" : "in") “\(space.name.visible)”. The link above lets one \
            device join, once, within \(Limits.invitationHours) hours: huddle join 'LINK'
            """)
    }
}

extension Role: ExpressibleByArgument {}
