import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore
import HuddleWire

/// Makes a link that lets one device join.
struct Invite: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite",
        abstract: "Make a link that lets somebody join the team, or one more device of theirs.",
        discussion: HelpText.discussion(
            """
            The link works once, for \(Limits.invitationHours) hours, and is shown this one time: send it to that person alone. \
            For admins.
            """,
            examples: [
                "huddle invite \"Jo Weber\" --department production",
                "huddle invite \"Kim Lee\" --role viewer",
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The person's name. Who is a member already gets one more device.")
    var name: String

    @Option(help: ArgumentHelp("Where this person works: sales, production …", valueName: "department"))
    var department: String?

    @Option(help: "viewer reads, member writes, admin manages the team too. (default: member)")
    var role: Role?

    func run(in environment: CommandEnvironment) async throws {
        try await global.administer(in: environment) { service, access in
            let secret = environment.host.randomBytes(Limits.tokenBytes)
            let invitation = try await service.invite(
                InvitationRequest(
                    secretHash: TokenHash.of(secret), name: name.trimmed, department: department?.trimmed ?? "",
                    role: role))
            let link = InvitationLink(server: access.url, secret: secret).text
            if global.json {
                return try environment.printJSON { $0.write(invitation, at: environment.host.now(), link: link) }
            }
            try environment.output.line(link)
            environment.say(
                "This lets one device of \(invitation.name.visible) (\(invitation.role.visible)) join, once, within "
                    + "\(Limits.invitationHours) hours: huddle join 'LINK'. It is not shown again.")
        }
    }
}

/// The team's invitations.
struct Invitations: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invitations",
        abstract: "Show and withdraw links that nobody has used yet.",
        discussion: HelpText.discussion(
            "",
            examples: [
                "huddle invitations",
                "huddle invitations withdraw \"Jo Weber\"",
            ]),
        subcommands: [InvitationsList.self, InvitationsWithdraw.self],
        defaultSubcommand: InvitationsList.self)
}

/// Lists open invitations.
struct InvitationsList: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the links that are still good. For admins.",
        discussion: HelpText.discussion(
            "The JSON has those that were used or withdrawn, or have expired, too.",
            examples: [
                "huddle invitations list",
                "huddle invitations list --json",
            ]))

    @OptionGroup var global: GlobalOptions

    func run(in environment: CommandEnvironment) async throws {
        try await global.administer(in: environment) { service, _ in
            let invitations = try await service.invitations().invitations
            let now = environment.host.now()
            if global.json {
                return try environment.printJSON { json in
                    json.array { json in
                        for invitation in invitations { json.write(invitation, at: now) }
                    }
                }
            }
            let open = invitations.filter { $0.state(at: now) == .open }
            guard !open.isEmpty else { return environment.say("No invitation is open.") }
            let shortIDs = Choice(open.map { (id: $0.id, name: $0.name) }, "invitation", "invitations").shortIDs
            var table = TextTable(["id", "for", "role", "until"], flexible: 1)
            for (invitation, shortID) in zip(open, shortIDs) {
                table.add([
                    TextTable.Cell(shortID, .bold), TextTable.Cell(invitation.name.visible),
                    TextTable.Cell(invitation.role.visible),
                    TextTable.Cell(environment.calendar.text(of: invitation.expires), .dim),
                ])
            }
            try environment.output.write(table.text(columns: environment.output.columns, style: environment.style))
        }
    }
}

/// Makes an invitation good for nothing.
struct InvitationsWithdraw: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Make a link that nobody has used good for nothing. For admins.",
        discussion: HelpText.discussion(
            "",
            examples: [
                "huddle invitations withdraw fkmd",
                "huddle invitations withdraw \"Jo Weber\"",
            ]))

    @OptionGroup var global: GlobalOptions

    var printing: Printing { .confirmation }

    @Argument(help: "The invitation, by its id or whom it is for.")
    var invitation: String

    func run(in environment: CommandEnvironment) async throws {
        try await global.administer(in: environment) { service, _ in
            let now = environment.host.now()
            let open = try await service.invitations().invitations.filter { $0.state(at: now) == .open }
            let choice = Choice(open.map { (id: $0.id, name: $0.name) }, "invitation", "invitations")
            let withdrawn = try await service.withdraw(open[try choice.find(invitation)].id)
            if global.json { return try environment.printJSON { $0.write(withdrawn, at: now) } }
            try environment.output.line("The link for \(withdrawn.name.visible) lets nobody in any more.")
        }
    }
}
