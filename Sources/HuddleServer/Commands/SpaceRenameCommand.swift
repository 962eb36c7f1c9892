import ArgumentParser
import HuddleCore
import HuddleStore

struct SpaceRenameCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename", abstract: "Give a space another name.",
        discussion: """
            Its id and its members stay. Machines that have joined show the new name from their next sync on.

            Examples:
              huddle-server space rename "Acme team" "Acme Lyon"
              huddle-server space rename 0198f2a0-7c31-7000-8000-000000000001 "Acme Lyon"
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The space, by its name or id.")
    var space: String

    @Argument(help: "What people call it from now on.")
    var name: String

    @Flag(help: "Print the space as JSON.")
    var json = false

    func run() async throws {
        let environment = ServerEnvironment.current
        let name = try DisplayName.checked(name, of: "space")
        try await SpaceChange(data, json: json).run { writer in
            let space = try SpaceArgument(space).find(in: writer)
            if name.lowercased() != space.name.lowercased() { try writer.requireFree(name) }
            let renamed = try writer.rename(space, to: name, host: environment.host)
            return (renamed, "“\(space.name.visible)” is called “\(name.visible)” now.")
        }
    }
}

extension DirectoryReader {
    /// The same as on a call, for whoever works at the server itself.
    ///
    /// - Throws: `CommandError.spaceIsCrowded`, `StoreError`.
    func requireRoom(in space: SpaceListing, forNewMember name: String?, at now: WallTime) throws {
        do {
            try requireRoom(in: space.id, forNewMember: name, at: now)
        } catch let crowd as CrowdedSpace {
            throw CommandError.spaceIsCrowded(space, crowd)
        }
    }

    /// The names of spaces that are in use are different, whatever their case.
    ///
    /// - Throws: `CommandError.spaceExists`, `StoreError`.
    func requireFree(_ name: String) throws {
        let known = try spaces().first { $0.deleted == nil && $0.name.lowercased() == name.lowercased() }
        if let known { throw CommandError.spaceExists(known) }
    }
}
