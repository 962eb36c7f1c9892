import ArgumentParser
import HuddleCore
import HuddleStore

struct MemberRoleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role",
        abstract: "Say what a member may do: viewers read, members write, admins manage the space too.",
        discussion: """
            It holds from the member's next call on.

            Examples:
              huddle-server member role "Acme team" "Maria Silva" admin
              huddle-server member role "Acme team" "Jo Weber" viewer
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The space, by its name or id.")
    var space: String

    @Argument(help: "The member, by name or id.")
    var member: String

    @Argument(help: "\(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
    var role: Role

    @Flag(help: "Print the member as JSON.")
    var json = false

    func run() async throws {
        let environment = ServerEnvironment.current
        let directory = try environment.storage(try await data.openFolder().folder.path).directory()
        let (changed, devices) = try directory.write { writer in
            let member = try writer.member(self.member, of: try SpaceArgument(self.space).find(in: writer))
            let changed = try writer.setRole(of: member, to: role, by: .console, host: environment.host)
            return (changed, try writer.devices(of: changed.id))
        }
        if json { environment.print(try JSONText.of(MemberRow(changed, devices))) }
        environment.say("\(changed.name.visible) is \(changed.role.rawValue) from the next call on.")
    }
}

struct MemberRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "End a membership: none of the member's devices gets anything from its next call on.",
        discussion: """
            What they wrote stays in the log. What they had not sent yet stays on their machine, in quarantine: they \
            can write it to a file with `huddle bundle write`, and an admin lets it in with `huddle bundle read`.

            Examples:
              huddle-server member remove "Acme team" "Jo Weber"
              huddle-server member remove "Acme team" "Jo Weber" --json
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The space, by its name or id.")
    var space: String

    @Argument(help: "The member, by name or id.")
    var member: String

    @Flag(help: "Print the member as JSON.")
    var json = false

    func run() async throws {
        let environment = ServerEnvironment.current
        let directory = try environment.storage(try await data.openFolder().folder.path).directory()
        let (space, removed, devices) = try directory.write { writer in
            let space = try SpaceArgument(self.space).find(in: writer)
            let member = try writer.member(self.member, of: space)
            let removed = try writer.remove(member, by: .console, host: environment.host)
            return (space, removed, try writer.devices(of: removed.id))
        }
        if json { environment.print(try JSONText.of(MemberRow(removed, devices))) }
        environment.say(
            "Removed \(removed.name.visible) from “\(space.name.visible)”: from the next call on, "
                + "\(Plural.text(devices.count, "device")) of theirs get nothing more. What they had not sent "
                + "stays with them and can be let in by an admin."
        )
    }
}
