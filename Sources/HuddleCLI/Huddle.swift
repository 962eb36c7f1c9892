import ArgumentParser
import HuddleCore

/// The root of all commands.
struct Huddle: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "huddle",
        abstract: "The log that sales, production and marketing share. It works without a network.",
        usage: "huddle COMMAND …\nhuddle KIND TEXT …",
        discussion: HelpText.discussion(
            """
            Kinds of entries:
            \(EntryKind.allCases.map { "  " + TextWidth.padded($0.rawValue, to: 13) + $0.purpose }.joined(separator: "\n"))

            `huddle help grammar` shows how one line says it all: '! The door jams @maria #line4 due:fri'.
            Also: \(HelpTopic.allCases.filter { $0 != .grammar }.map { "`huddle help \($0.rawValue)`" }.joined(separator: ", ")).
            """,
            examples: [
                #"huddle init --name "Maria Silva" --department sales"#,
                #"huddle frustration "The blades wear out in three weeks" --customer Acme"#,
            ]),
        version: Version.text,
        groupedSubcommands: [
            CommandGroup(name: "Capturing", subcommands: [Add.self, Capture.self, Visits.self, Meetings.self]),
            CommandGroup(
                name: "Finding",
                subcommands: [
                    List.self, SearchCommand.self, Show.self, AgendaCommand.self, FilterGroup.self, People.self,
                    Customers.self, Tags.self, Status.self,
                ]),
            CommandGroup(
                name: "Changing",
                subcommands: [
                    EditEntry.self, Done.self, Drop.self, Reopen.self, Assign.self, DueCommand.self, TagCommand.self,
                    LinkCommand.self, CommentCommand.self, Vote.self, Delete.self, Restore.self, UndoCommand.self,
                    HistoryCommand.self,
                ]),
            CommandGroup(
                name: "Merging",
                subcommands: [Conflicts.self, Resolve.self, QuarantineGroup.self, BundleGroup.self, Doctor.self]),
            CommandGroup(name: "Team", subcommands: [Init.self, Join.self, Sync.self, SpaceGroup.self]),
            CommandGroup(
                name: "People",
                subcommands: [Members.self, Invite.self, Invitations.self, Devices.self, Revoke.self]),
            CommandGroup(
                name: "Exchange",
                subcommands: [ImportGroup.self, ExportCommands.self, FeedGroup.self, WebhookGroup.self]),
            CommandGroup(
                name: "Program",
                subcommands: [ConfigGroup.self, CompletionsCommand.self, ManualCommand.self, SyncBeside.self]),
        ])
}
