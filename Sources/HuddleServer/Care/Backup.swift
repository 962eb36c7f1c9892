import Foundation
import HuddleCore
import HuddleStore

/// Copies a server's data while it is in use, and proves each copy before it counts.
///
/// A backup is a folder with the layout of the data's own, and a manifest. It is made under a name that starts with
/// a dot and renamed when all of it has been proved, so what has a name without one is whole.
struct Backup {
    let data: DataFolder
    let environment: ServerEnvironment

    /// Writes a new backup into `parent`.
    ///
    /// - Returns: The backup's folder, and what it holds.
    func write(into parent: DataFolder) throws -> (path: String, manifest: BackupManifest) {
        let begun = environment.host.now()
        try parent.make()
        let name = Backups.name(at: begun)
        let unfinished = parent.path + "/." + name + "-" + Hex.encode(environment.host.random())
        do {
            let manifest = try fill(DataFolder(unfinished), begun)
            let path = try rename(unfinished, to: name, in: parent)
            return (path, manifest)
        } catch {
            try? FileManager.default.removeItem(atPath: unfinished)
            throw error
        }
    }

    private func fill(_ folder: DataFolder, _ begun: WallTime) throws -> BackupManifest {
        try folder.create()
        // The directory first: each space that it lists has a log by then.
        let directory = try copy(.directory, to: folder) { copies throws -> (AuditCheck, [SpaceListing]) in
            let inspection = Inspection(copies, hash: environment.host.hash)
            return (try inspection.directory(), try copies.directory().read { try $0.spaces() })
        }
        let (audit, listings) = directory.found
        var spaces: [BackupManifest.SpaceCopy] = []
        for listing in listings where listing.purged == nil {
            let space = try copy(.space(listing.id), to: folder) { copies in
                try Inspection(copies, hash: environment.host.hash).space(listing.id)
            }
            spaces.append(
                BackupManifest.SpaceCopy(
                    id: listing.id.text, name: listing.name, file: space.file, head: space.found.seq,
                    chain: Hex.encode(space.found.chain.bytes)))
        }
        let manifest = BackupManifest(
            written: begun,
            directory: .init(
                file: directory.file, auditEntries: audit.entries, auditChain: Hex.encode(audit.chain.bytes)),
            spaces: spaces)
        try write(manifest, to: folder)
        return manifest
    }

    /// Copies a file, looks at the copy, closes it, and only then takes its hash.
    private func copy<Found>(
        _ file: StoredFile, to folder: DataFolder, inspect: (any ServerStorage) throws -> Found
    ) throws -> (file: BackupManifest.FileCopy, found: Found) {
        let path = folder.path + "/" + file.path
        let copies = environment.storage(folder.path)
        try environment.storage(data.path).copy(file, to: path)
        let found = try self.inspect(file, in: folder, inspect)
        try copies.seal(file)
        return (try FileDigest.of(path), found)
    }

    /// Opening a file brings it up to date, and the backup of an older version is to stay one: what is opened then is a
    /// copy of the copy.
    private func inspect<Found>(
        _ file: StoredFile, in folder: DataFolder, _ inspect: (any ServerStorage) throws -> Found
    ) throws -> Found {
        let copies = environment.storage(folder.path)
        guard try copies.format(of: file) < copies.formats.current(for: file) else { return try inspect(copies) }
        let scratch = DataFolder(folder.path + "/scratch")
        try scratch.create()
        defer { try? FileManager.default.removeItem(atPath: scratch.path) }
        try copies.copy(file, to: scratch.path + "/" + file.path)
        return try inspect(environment.storage(scratch.path))
    }

    private func write(_ manifest: BackupManifest, to folder: DataFolder) throws {
        let path = folder.path + "/" + BackupManifest.fileName
        try DurableFile.write(Array((try JSONText.of(manifest) + "\n").utf8), to: path)
        try FileDigest.sync(folder.path + "/spaces")
        try FileDigest.sync(folder.path)
    }

    private func rename(_ unfinished: String, to name: String, in parent: DataFolder) throws -> String {
        let path = parent.path + "/" + name
        guard Foundation.rename(unfinished, path) == 0 else { throw CareError.failed(path, errno) }
        try FileDigest.sync(parent.path)
        return path
    }
}
