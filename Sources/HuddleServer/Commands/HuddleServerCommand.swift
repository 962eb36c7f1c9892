import ArgumentParser
import HuddleCore

struct HuddleServerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "huddle-server",
        abstract: "Keeps a team's shared logs, and merges what its members send.",
        discussion: """
            The commands work beside a running server, on the same folder. A setting comes from its flag, else from \
            the environment (HUDDLE_ and its name: HUDDLE_DATA, HUDDLE_LISTEN, HUDDLE_BEHIND_PROXY …), else from the JSON \
            file that --config or HUDDLE_CONFIG names, else it has its default: `huddle-server settings` shows them.

            Exit codes: 0 done, 1 failed, 64 wrong usage or setting, 65 a backup or export that cannot be read, 66 no such \
            space or data, 69 cannot listen, storage busy or server \
            not well, 73 cannot create, 77 no permission, 78 the data \
            needs a newer version.
            """,
        version: Version.text,
        subcommands: [
            ServeCommand.self, HealthCommand.self, SettingsCommand.self, SpaceCommand.self, MemberCommand.self,
            InviteCommand.self,
            DeviceCommand.self, FeedCommand.self,
            AuditCommand.self, BackupCommand.self, RestoreCommand.self,
            ExportCommand.self, ImportCommand.self, DoctorCommand.self, VacuumCommand.self, ManualCommand.self,
        ])
}
