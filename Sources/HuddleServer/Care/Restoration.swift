import Foundation
import HuddleCore
import HuddleStore

/// Puts a backup back into a folder that has no data.
///
/// Everything is copied into the subfolder `restoring` and proved there; then it takes its place, the directory last.
struct Restoration {
    let data: DataFolder
    let environment: ServerEnvironment

    private var staging: DataFolder { DataFolder(data.path + "/restoring") }

    /// - Parameter backup: A backup's folder.
    /// - Throws: `CareError`, `CommandError`, `StoreError`. The folder has no data then, as before.
    func restore(_ backup: String) throws -> BackupManifest {
        let manifest = try BackupManifest(in: backup)
        let files = try manifest.files()
        try data.make()
        // A folder that is not empty is left without a lock, unless a server has put one there, which may be running.
        if !data.hasLock { try requireEmpty() }
        let lock = try data.lock()
        defer { close(lock) }
        try requireEmpty()
        try removeStaging()
        do {
            try staging.create()
            for (stored, wanted) in files { try copy(stored, wanted, from: backup) }
            try prove(manifest)
            for (stored, _) in files { try environment.storage(staging.path).seal(stored) }
            try moveIn()
        } catch {
            try? removeStaging()
            throw error
        }
        return manifest
    }

    /// Where a backup was asked for by the folder that holds several, the last one is meant.
    static func choose(_ path: String) throws(CareError) -> String {
        if FileManager.default.fileExists(atPath: path + "/" + BackupManifest.fileName) { return path }
        guard let last = Backups(path: path).whole.last else {
            throw .notABackup(path: path, detail: "there is no \(BackupManifest.fileName) in it, and no backup")
        }
        return last
    }

    private func requireEmpty() throws {
        let ours = ["lock", "restoring", "lost+found", FormatNote.fileName]
        let names = try FileManager.default.contentsOfDirectory(atPath: data.path).filter { !ours.contains($0) }
        if let found = names.min() { throw CareError.notEmpty(path: data.path, found: found) }
    }

    private func removeStaging() throws {
        if FileManager.default.fileExists(atPath: staging.path) {
            try FileManager.default.removeItem(atPath: staging.path)
        }
    }

    private func copy(_ stored: StoredFile, _ wanted: BackupManifest.FileCopy, from backup: String) throws {
        let path = backup + "/" + stored.path
        guard FileManager.default.fileExists(atPath: path) else {
            throw CareError.changedBackup(file: path, detail: "it is missing")
        }
        let copied = try FileDigest.copy(path, to: staging.path + "/" + stored.path)
        guard copied.bytes == wanted.bytes else {
            throw CareError.changedBackup(file: path, detail: "it has \(copied.bytes) bytes instead of \(wanted.bytes)")
        }
        guard copied.sha256 == wanted.sha256 else {
            throw CareError.changedBackup(file: path, detail: "its bytes differ from what the manifest says")
        }
    }

    /// Opens what was copied, which also brings a backup of an older version up to date, and compares heads and chains.
    private func prove(_ manifest: BackupManifest) throws {
        let host = environment.host
        let storage = environment.storage(staging.path)
        let inspection = Inspection(storage, hash: host.hash)
        let audit = try inspection.directory()
        try require(
            audit.entries, audit.chain, are: manifest.directory.auditEntries, manifest.directory.auditChain,
            in: .directory)
        for space in manifest.spaces {
            guard let id = RecordID(space.id) else { continue }
            let end = try inspection.space(id)
            try require(end.seq, end.chain, are: space.head, space.chain, in: .space(id))
        }
        try storage.directory().write {
            try $0.note(
                AuditEvent(.serverRestored, by: .console, space: nil, subject: nil, at: host.now()), hash: host.hash)
        }
    }

    private func require(
        _ seq: UInt64, _ chain: Digest128, are wantedSeq: UInt64, _ wantedChain: String, in stored: StoredFile
    ) throws {
        guard seq == wantedSeq, Hex.encode(chain.bytes) == wantedChain else {
            throw CareError.changedBackup(
                file: stored.path,
                detail: "its log ends at \(seq), the manifest says \(wantedSeq), or the chains differ")
        }
    }

    private func moveIn() throws {
        for name in ["spaces", StoredFile.directory.path] {
            let target = data.path + "/" + name
            guard rename(staging.path + "/" + name, target) == 0 else { throw CareError.failed(target, errno) }
            try FileDigest.sync(data.path)
        }
        try removeStaging()
    }
}
