import ArgumentParser
import HuddleCore
import HuddleStore

struct VacuumCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vacuum",
        abstract: "Write the files anew without what they no longer need, while no server runs.",
        discussion: """
            A log only grows, so this gives little back unless the search index or an upgrade left room; a server works as \
            well without it. It needs as much room for a while as the largest file takes.

            Examples:
              huddle-server vacuum
              huddle-server vacuum "Acme team" --json
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "Only this space's log, by the space's name or id.")
    var space: String?

    @Flag(help: "Print JSON: a list of file, name, bytesBefore, bytesAfter.")
    var json = false

    func run() async throws {
        let environment = ServerEnvironment.current
        let folder = try await data.openFolder().folder
        let storage = environment.storage(folder.path)
        let lock = try folder.lockAlone(to: "vacuum")
        defer { lock.release() }
        let files = try storage.directory().read { reader -> [(StoredFile, String?)] in
            if let space {
                let found = try SpaceArgument(space).find(in: reader, deleted: true)
                guard found.purged == nil else { throw CommandError.spaceIsGone(found) }
                return [(.space(found.id), found.name)]
            }
            return [(.directory, nil)]
                + (try reader.spaces().filter { $0.purged == nil }.map { (.space($0.id), $0.name) })
        }
        var rows: [VacuumRow] = []
        for (file, name) in files {
            let before = folder.bytes(of: file)
            try storage.compact(file)
            let row = VacuumRow(file: file.path, name: name, bytesBefore: before, bytesAfter: folder.bytes(of: file))
            rows.append(row)
            if !json { environment.print(row.line) }
        }
        if json { environment.print(try JSONText.of(rows)) }
        let saved = rows.map { Int64($0.bytesBefore) - Int64($0.bytesAfter) }.reduce(0, +)
        environment.say("\(Plural.files(rows.count)): \(ByteCount(UInt64(max(0, saved))).text) less.")
    }
}

private struct VacuumRow: Encodable {
    let file: String
    let name: String?
    let bytesBefore: UInt64
    let bytesAfter: UInt64

    var line: String {
        "\(file)  \(ByteCount(bytesBefore).text) → \(ByteCount(bytesAfter).text)"
            + (name.map { "  (\($0.visible))" } ?? "")
    }
}
