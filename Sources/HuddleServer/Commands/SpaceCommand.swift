import ArgumentParser
import HuddleCore
import HuddleStore

struct SpaceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "space", abstract: "Make, list and look after spaces, each one team's shared log.",
        subcommands: [
            SpaceCreateCommand.self, SpaceListCommand.self, SpaceRenameCommand.self, SpaceArchiveCommand.self,
            SpaceUnarchiveCommand.self, SpaceQuotaCommand.self, SpaceDeleteCommand.self, SpaceUndeleteCommand.self,
            SpacePurgeCommand.self,
        ])
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
        let folder = try await data.makeFolder()
        let storage = environment.storage(folder.path)
        let space = SpaceListing(id: host.newRecordID(), name: name, created: host.now())
        try storage.directory().write { writer in
            try writer.requireFree(name)
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
