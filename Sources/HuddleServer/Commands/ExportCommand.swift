import ArgumentParser
import Foundation
import HuddleCore
import HuddleStore

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write everything that the server has of one space, one JSON object a line.",
        discussion: """
            Each change is there byte for byte, and beside it what it says. Members are there, with their roles; no \
            device, token or invitation is. `huddle-server import` reads it, on this server or another one; \
            Protocol/files.md describes every line.

            Examples:
              huddle-server export "Acme team" --output acme.ndjson
              huddle-server export "Acme team" | gzip > acme.ndjson.gz
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The space, by its name or id; a deleted one too, as long as its log is there.")
    var space: String

    @Option(help: ArgumentHelp("Write to this new file, whole or not at all, instead of stdout.", valueName: "file"))
    var output: String?

    func run() async throws {
        let environment = ServerEnvironment.current
        let host = environment.host
        let storage = environment.storage(try await data.openFolder().folder.path)
        let space = try storage.directory().read { try SpaceArgument(self.space).find(in: $0, deleted: true) }
        guard space.purged == nil else { throw CommandError.spaceIsGone(space) }
        let export = SpaceExport(storage, host: host)
        let end: Cursor
        if let output, output != "-" {
            end = try DurableFile.write(to: output) { file in try export.run(space) { try file.append($0) } }
        } else {
            end = try export.run(space) { environment.print(String($0.dropLast())) }
        }
        try storage.directory().write {
            try $0.note(
                AuditEvent(.spaceExported, by: .console, space: space.id, subject: nil, at: host.now()), hash: host.hash
            )
        }
        let changes = Plural.text(Int(clamping: end.seq), "change")
        environment.say("Exported “\(space.name.visible)”: \(changes), chain \(end.chain.hex).")
    }
}

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract:
            "Read an export into a space: a new one, an empty one, or one that has the beginning of the same log.",
        discussion: """
            The log comes out with the same numbers and the same chain, so clients that knew the old server's go on with \
            this one. Members come along with their roles; each of their devices needs a new invitation. Importing twice \
            changes nothing, and an import that was cut short goes on where it was.

            Examples:
              huddle-server import acme.ndjson
              gunzip < acme.ndjson.gz | huddle-server import - --into "Acme, a copy"
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The export, or - for standard input.")
    var file: String

    @Option(help: "The space, by name or id; made where it is missing. (default: the one that the export names)")
    var into: String?

    @Flag(help: "Print JSON: id, name, added, alreadyThere, members.")
    var json = false

    func run() async throws {
        let environment = ServerEnvironment.current
        let lines = try ExportReader(file)
        let folder = try await data.makeFolder()
        let importing = SpaceImport(environment.storage(folder.path), host: environment.host)
        let outcome = try importing.run(lines, into: into)
        if json {
            environment.print(try JSONText.of(ImportReport(outcome)))
        } else {
            environment.print(outcome.space.id.text)
        }
        let added = Plural.text(Int(clamping: outcome.added), "new change")
        let members = Plural.text(outcome.members, "new member")
        let known = Plural.text(Int(clamping: outcome.alreadyThere), "change")
        let name = outcome.space.name.visible
        environment.say(
            "Imported into “\(name)”: \(added) and \(members); \(known) there before. "
                + "Next, for each person: huddle-server invite create \"\(name)\" NAME")
    }
}

private struct ImportReport: Encodable {
    let id: String
    let name: String
    let added: UInt64
    let alreadyThere: UInt64
    let members: Int

    init(_ outcome: SpaceImport.Outcome) {
        id = outcome.space.id.text
        name = outcome.space.name
        added = outcome.added
        alreadyThere = outcome.alreadyThere
        members = outcome.members
    }
}
