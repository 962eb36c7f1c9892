import ArgumentParser
import HuddleCore
import HuddleStore

struct SpaceArchiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "Close a space for writing; its members go on reading.",
        discussion: """
            What members write from now on waits on their machines, in quarantine, and they are told why.

            Examples:
              huddle-server space archive "Fair 2026"
              huddle-server space archive "Fair 2026" --json
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The space, by its name or id.")
    var space: String

    @Flag(help: "Print the space as JSON.")
    var json = false

    func run() async throws {
        let host = ServerEnvironment.current.host
        try await SpaceChange(data, json: json).run { writer in
            let space = try writer.archive(try SpaceArgument(space).find(in: writer), host: host)
            return (
                space,
                "“\(space.name.visible)” is read and not written from the next call on. "
                    + "`huddle-server space unarchive` opens it again."
            )
        }
    }
}

struct SpaceUnarchiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unarchive", abstract: "Open an archived space for writing again.",
        discussion: """
            What its members wrote meanwhile waits on their machines: `huddle quarantine retry` there sends it.

            Examples:
              huddle-server space unarchive "Fair 2026"
              huddle-server space unarchive "Fair 2026" --json
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The space, by its name or id.")
    var space: String

    @Flag(help: "Print the space as JSON.")
    var json = false

    func run() async throws {
        let host = ServerEnvironment.current.host
        try await SpaceChange(data, json: json).run { writer in
            let space = try writer.unarchive(try SpaceArgument(space).find(in: writer), host: host)
            return (space, "“\(space.name.visible)” takes what its members write from the next call on.")
        }
    }
}
