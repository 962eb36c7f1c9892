import ArgumentParser
import HuddleCore
import HuddleStore

struct SpaceDeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Close a space for everyone; \(Limits.deletedSpaceDays) days later its log is gone.",
        discussion: """
            Its members are told at their next sync, and keep what they have. Until the log is gone, \
            `huddle-server space undelete` takes the deletion back and everything is as it was. The running server takes \
            the log off the disk when its time is over; backups that were made before still have it.

            Examples:
              huddle-server space delete "Fair 2026"
              huddle-server space delete "Fair 2026" --json
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The space, by its name or id.")
    var space: String

    @Flag(help: "Print the space as JSON.")
    var json = false

    func run() async throws {
        let host = ServerEnvironment.current.host
        try await SpaceChange(data, json: json).run { writer in
            let space = try writer.delete(try SpaceArgument(space).find(in: writer), host: host)
            return (
                space,
                "“\(space.name.visible)” is closed from the next call on; its members are told, and keep what they have. "
                    + "Its log is gone on \(space.purgeTime?.day ?? ""). Until then: huddle-server space undelete "
                    + "\"\(space.name.visible)\""
            )
        }
    }
}

struct SpaceUndeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undelete", abstract: "Take the deletion of a space back, as long as its log is there.",
        discussion: """
            Members, devices and roles are what they were.

            Examples:
              huddle-server space undelete "Fair 2026"
              huddle-server space undelete 0198f2a0-7c31-7000-8000-000000000001
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The space, by its name or id.")
    var space: String

    @Flag(help: "Print the space as JSON.")
    var json = false

    func run() async throws {
        let host = ServerEnvironment.current.host
        try await SpaceChange(data, json: json).run { writer in
            let space = try SpaceArgument(space).find(in: writer, deleted: true)
            guard space.deleted != nil else { throw CommandError.spaceIsNotDeleted(space) }
            guard space.purged == nil else { throw CommandError.spaceIsGone(space) }
            try writer.requireFree(space.name)
            let back = try writer.undelete(space, host: host)
            return (back, "“\(space.name.visible)” is back: its members can sync from the next call on.")
        }
    }
}

struct SpacePurgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge", abstract: "Take deleted spaces' logs off the disk for good.",
        discussion: """
            Without a space: those whose \(Limits.deletedSpaceDays) days are over, which a running server does by itself. With \
            a deleted space and --yes: that one, now. The name and the members stay on the server's lists, so that \
            they can be told.

            Examples:
              huddle-server space purge
              huddle-server space purge "Fair 2026" --yes
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "A deleted space, by its name or id.")
    var space: String?

    @Flag(help: "That the space's log is to go now is meant.")
    var yes = false

    @Flag(help: "Print JSON: a list of the spaces that are gone.")
    var json = false

    func run() async throws {
        let environment = ServerEnvironment.current
        let storage = environment.storage(try await data.openFolder().folder.path)
        let purge = Purge(storage, host: environment.host)
        let gone: [SpaceListing]
        if let space {
            let space = try storage.directory().read { try SpaceArgument(space).find(in: $0, deleted: true) }
            guard space.deleted != nil else { throw CommandError.spaceIsNotDeleted(space) }
            guard yes else { throw CommandError.notSure(space) }
            gone = [try purge.purge(space)]
        } else {
            gone = try purge.whatIsDue()
        }
        if json {
            environment.print(try JSONText.of(gone.map { SpaceRow($0, members: 0, usedBytes: nil) }))
        } else {
            for space in gone { environment.print("\(space.id.text)  \(space.name.visible)") }
        }
        environment.say(gone.isEmpty ? "No deleted space's time is over." : "Gone: \(gone.count).")
    }
}
