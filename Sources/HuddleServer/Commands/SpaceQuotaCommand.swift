import ArgumentParser
import HuddleCore
import HuddleStore

struct SpaceQuotaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quota",
        abstract: "Say how large a space's log may become on the disk, or that there is no limit.",
        discussion: """
            A space that is full goes on being read. What its members write waits on their machines, and they are told \
            why. A backup or an export is not limited.

            Examples:
              huddle-server space quota "Acme team" 2G
              huddle-server space quota "Acme team" none
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The space, by its name or id.")
    var space: String

    @Argument(help: "Such as 500M or 2G (1 M is 1,024 times 1,024 bytes), or none.")
    var size: Quota

    @Flag(help: "Print the space as JSON.")
    var json = false

    func run() async throws {
        let host = ServerEnvironment.current.host
        try await SpaceChange(data, json: json).run { writer in
            let space = try SpaceArgument(space).find(in: writer)
            let changed = try writer.setQuota(of: space, to: size.bytes, host: host)
            let room = size.bytes.map { "may have \(ByteCount($0).text)" } ?? "has no limit"
            return (changed, "“\(space.name.visible)” \(room) from the next call on.")
        }
    }
}

/// A size, or none.
struct Quota: ExpressibleByArgument {
    let bytes: UInt64?

    init?(argument: String) {
        if argument.lowercased() == "none" {
            bytes = nil
        } else if let size = ByteCount(parsing: argument), size.bytes > 0 {
            bytes = size.bytes
        } else {
            return nil
        }
    }
}
