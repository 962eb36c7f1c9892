import ArgumentParser
import HuddleCore
import HuddleStore

struct SpaceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "space", abstract: "Make and list spaces, each one team's shared log.",
        subcommands: [SpaceCreateCommand.self, SpaceListCommand.self])
}

struct SpaceCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Start a space, and print its id.")

    @OptionGroup var data: DataOptions

    @Argument(help: "What people call it.")
    var name: String

    func run() async throws {
        let environment = ServerEnvironment.current
        let host = environment.host
        let name = try DisplayName.checked(name, of: "space")
        let folder = DataFolder(try await Settings(data.flags, environment.variables).data)
        try folder.create()
        let storage = environment.storage(folder.path)
        let space = SpaceListing(id: host.newRecordID(), name: name, created: host.now())
        try storage.directory().write { writer in
            if let known = try writer.spaces().first(where: { $0.name.lowercased() == name.lowercased() }) {
                throw CommandError.spaceExists(known)
            }
            try storage.createSpace(SpaceState(space: space.id, name: name, replica: host.newReplicaID()))
            try writer.add(space, hash: host.hash)
        }
        environment.print(space.id.text)
        environment.say(
            """
            Created the space “\(name.visible)”. Next, for each person: huddle-server member add "\(name.visible)" NAME \
            --department D --data \(folder.path.visible)
            """)
    }
}

struct SpaceListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the spaces.")

    @OptionGroup var data: DataOptions

    @Flag(help: "Print JSON: id, name, created, members.")
    var json = false

    func run() async throws {
        let environment = ServerEnvironment.current
        let directory = try environment.storage(try await data.openFolder().folder.path).directory()
        let rows = try directory.read { reader in
            try reader.spaces().map { space in
                SpaceRow(space, members: try reader.members(of: space.id).filter { $0.removed == nil }.count)
            }
        }
        if json {
            environment.print(try JSONText.of(rows))
        } else if rows.isEmpty {
            environment.say("There are no spaces yet: huddle-server space create NAME")
        } else {
            for row in rows { environment.print("\(row.id)  \(row.name.visible)  (\(row.members) members)") }
        }
    }
}

/// A space on a list. The names are those of the JSON.
private struct SpaceRow: Encodable {
    let id: String
    let name: String
    let created: String
    let members: Int

    init(_ space: SpaceListing, members: Int) {
        id = space.id.text
        name = space.name
        created = space.created.iso8601
        self.members = members
    }
}
