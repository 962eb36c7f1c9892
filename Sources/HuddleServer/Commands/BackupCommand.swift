import ArgumentParser
import Foundation
import HuddleCore

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy everything into a new folder in DIR while the server runs, and prove the copy.",
        discussion: """
            The new folder is named after the time, and its path is printed. Each copy is checked before it counts: \
            the database, every change's hash, the chains. Keep backups on another disk or machine. They hold what \
            people wrote, and no token or invitation that could be used.

            Examples:
              huddle-server backup /var/backups/huddle
              huddle-server backup /mnt/nas/huddle --keep 14
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The folder for backups; it is made where it is missing.")
    var folder: String

    @Option(help: "Remove the oldest backups in DIR until this many are left.")
    var keep: Int?

    @Flag(help: "Print JSON: path, written, directory, spaces, removed.")
    var json = false

    func validate() throws {
        if let keep, keep < 1 { throw ValidationError("--keep is 1 or more: the backup that is being made counts.") }
    }

    func run() async throws {
        let environment = ServerEnvironment.current
        let parent = DataFolder(folder)
        let source = try await data.openFolder().folder
        let (path, manifest) = try Backup(data: source, environment: environment).write(into: parent)
        let removed = try keep.map { try Backups(path: parent.path).keep($0) } ?? []
        if json {
            environment.print(try JSONText.of(BackupReport(path: path, manifest: manifest, removed: removed)))
        } else {
            environment.print(path)
            environment.say(
                "\(manifest.contents), \(Plural.text(Int(manifest.bytes), "byte")): copied and proved."
                    + (removed.isEmpty ? "" : " Removed \(Plural.text(removed.count, "older copy"))."))
        }
    }
}

private struct BackupReport: Encodable {
    let path: String
    let manifest: BackupManifest
    let removed: [String]
}

extension BackupManifest {
    /// What all its files have together.
    var bytes: Int { directory.file.bytes + spaces.map(\.file.bytes).reduce(0, +) }
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup into an empty folder, after checking all of it.",
        discussion: """
            Then start the server on that folder. Clients notice at their next sync and send again what the backup \
            does not have. Devices that joined since need a new invitation; devices that were revoked and members that \
            were removed since are let in again until you take it back once more.

            Examples:
              huddle-server restore /var/backups/huddle --data /var/lib/huddle-server
              huddle-server restore /var/backups/huddle/2026-11-21T02-00-00-000Z --data /tmp/drill
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "A backup, or the folder of several: the last one is taken then.")
    var backup: String

    @Flag(help: "Print JSON: backup, data, manifest.")
    var json = false

    func run() async throws {
        let environment = ServerEnvironment.current
        let folder = DataFolder(try await Settings(data.flags, environment.variables).data)
        let chosen = try Restoration.choose(DataFolder(backup).path)
        let manifest = try Restoration(data: folder, environment: environment).restore(chosen)
        if json {
            environment.print(
                try JSONText.of(RestoreReport(backup: chosen, data: folder.path, manifest: manifest)))
        } else {
            environment.print(folder.path)
        }
        environment.say(
            """
            Restored \(manifest.contents), as of \(manifest.written.visible), from \(chosen.visible). Clients notice at their next sync and send again what \
            is missing here. Who was removed or revoked since that time is let in again: look at `huddle-server member \
            list SPACE`, and take it back once more.
            """)
    }
}

private struct RestoreReport: Encodable {
    let backup: String
    let data: String
    let manifest: BackupManifest
}
