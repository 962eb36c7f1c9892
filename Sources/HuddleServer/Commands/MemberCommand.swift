import ArgumentParser

struct MemberCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member", abstract: "Add, list and remove a space's members, and say what each may do.",
        subcommands: [
            MemberAddCommand.self, MemberListCommand.self, MemberRoleCommand.self, MemberRemoveCommand.self,
        ])
}
