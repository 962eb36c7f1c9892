import ArgumentParser

struct MemberCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member", abstract: "Add and list a space's members.",
        subcommands: [MemberAddCommand.self, MemberListCommand.self])
}
