import HuddleCore
import HuddleStore

/// What the commands that change a space have in common: one transaction, and the space told as it is then.
struct SpaceChange {
    private let data: DataOptions
    private let json: Bool

    init(_ data: DataOptions, json: Bool) {
        self.data = data
        self.json = json
    }

    /// - Parameter body: Returns the space as it is now, and what to say of that.
    func run(_ body: (any DirectoryWriter) throws -> (space: SpaceListing, said: String)) async throws {
        let environment = ServerEnvironment.current
        let storage = environment.storage(try await data.openFolder().folder.path)
        let (row, said) = try storage.directory().write { writer in
            let (space, said) = try body(writer)
            let members = try writer.members(of: space.id).filter { $0.removed == nil }.count
            return (SpaceRow(space, members: members, usedBytes: nil), said)
        }
        if json { environment.print(try JSONText.of(row)) }
        environment.say(said)
    }
}
