import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleWire

/// The people of a team.
struct Members: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "members",
        abstract: "Show who is in the team; admins also say what each may do.",
        discussion: HelpText.discussion(
            "",
            examples: [
                "huddle members",
                "huddle members remove \"Jo Weber\"",
            ]),
        subcommands: [MembersList.self, MembersRole.self, MembersRemove.self],
        defaultSubcommand: MembersList.self)
}

/// Lists the team.
struct MembersList: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the team: names, departments, roles.",
        discussion: HelpText.discussion(
            "Viewers read, members write, admins manage the team too. Removed members are in the JSON.",
            examples: [
                "huddle members list",
                "huddle members list --json",
            ]))

    @OptionGroup var global: GlobalOptions

    func run(in environment: CommandEnvironment) async throws {
        try await global.administer(in: environment) { service, _ in
            let list = try await service.members()
            if global.json {
                return try environment.printJSON { json in
                    json.array { json in
                        for member in list.members { json.write(member, caller: list.caller) }
                    }
                }
            }
            var table = TextTable(["id", "name", "department", "role", "you"], flexible: 1, expendable: [2])
            let shortIDs = Choice(list.present.map { (id: $0.id, name: $0.name) }, "member", "members").shortIDs
            for (member, shortID) in zip(list.present, shortIDs) {
                table.add([
                    TextTable.Cell(shortID, .bold), TextTable.Cell(member.name.visible),
                    TextTable.Cell(member.department.visible), TextTable.Cell(member.role.visible),
                    TextTable.Cell(member.id == list.caller ? "you" : "", .dim),
                ])
            }
            try environment.output.write(table.text(columns: environment.output.columns, style: environment.style))
        }
    }
}

/// Says what a member may do.
struct MembersRole: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "role",
        abstract: "Say what a member may do: viewer, member or admin.",
        discussion: HelpText.discussion(
            "It holds from the member's next call on. For admins.",
            examples: [
                "huddle members role \"Jo Weber\" viewer",
                "huddle members role fkmd admin",
            ]))

    @OptionGroup var global: GlobalOptions

    var printing: Printing { .confirmation }

    @Argument(help: "The member, by name or id.")
    var member: String

    @Argument(help: "viewer reads, member writes, admin manages the team too.")
    var role: Role

    func run(in environment: CommandEnvironment) async throws {
        try await global.administer(in: environment) { service, _ in
            let found = try await service.members().member(member)
            let changed = try await service.setRole(of: found.id, to: role)
            if global.json { return try environment.printJSON { $0.write(changed, caller: nil) } }
            try environment.output.line("\(changed.name.visible) is \(changed.role.visible) now.")
        }
    }
}

/// Ends a membership.
struct MembersRemove: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove somebody from the team: their devices get nothing any more.",
        discussion: HelpText.discussion(
            """
            What they wrote stays in the log. What they had not sent stays with them, in quarantine: they can write it to a file \
            with `huddle bundle write`, and an admin lets it in with `huddle bundle read`. For admins.
            """,
            examples: [
                "huddle members remove \"Jo Weber\"",
                "huddle members remove fkmd --json",
            ]))

    @OptionGroup var global: GlobalOptions

    var printing: Printing { .confirmation }

    @Argument(help: "The member, by name or id.")
    var member: String

    func run(in environment: CommandEnvironment) async throws {
        try await global.administer(in: environment) { service, _ in
            let found = try await service.members().member(member)
            let removed = try await service.remove(found.id)
            if global.json { return try environment.printJSON { $0.write(removed, caller: nil) } }
            try environment.output.line("Removed \(removed.name.visible). What they wrote stays in the log.")
        }
    }
}
