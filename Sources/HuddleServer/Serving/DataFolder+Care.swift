import Foundation
import HuddleCore

/// What doctors and vacuums ask of a server's folder.
extension DataFolder {
    /// A file or folder that others than its owner may use.
    struct LooseFile: Hashable {
        let path: String
        let mode: UInt32
    }

    /// What a file takes on the disk, with the write-ahead log beside it; 0 where there is none.
    func bytes(of file: StoredFile) -> UInt64 {
        ["", "-wal"].reduce(0) { $0 + (FileStatus(of: path + "/" + file.path + $1)?.bytes ?? 0) }
    }

    /// What the disk has left for whoever runs this; nil where it does not say.
    var freeBytes: UInt64? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize)
    }

    /// The names in `spaces/`, in order.
    var spaceFiles: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path + "/spaces")) ?? []).sorted()
    }

    /// The folder itself and what the databases are made of.
    var looseFiles: [LooseFile] {
        let top = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted().filter {
            $0 == "spaces" || $0.hasPrefix(StoredFile.directory.path)
        }
        let all = [path] + top.map { path + "/" + $0 } + spaceFiles.map { path + "/spaces/" + $0 }
        return all.compactMap { path in
            guard let status = FileStatus(of: path), status.allows(0o077) else { return nil }
            return LooseFile(path: path, mode: status.mode)
        }
    }

    /// - Throws: `CommandError.loose`, where others than the owner could read what people wrote.
    func requirePrivate() throws(CommandError) {
        let loose = looseFiles
        guard let first = loose.first else { return }
        throw .loose(path: first.path, mode: first.mode, remedy: remedy(for: loose))
    }

    /// The command that shuts others out. It names what is a server's alone: somebody may have given the wrong folder.
    func remedy(for loose: [LooseFile]) -> String {
        let paths =
            loose.count <= Self.pathsNamed
            ? loose.map { Self.quoted($0.path) }
            : [
                Self.quoted(path), Self.quoted(path + "/" + StoredFile.directory.path) + "*",
                Self.quoted(path + "/spaces"),
            ]
                + [Self.quoted(path + "/spaces") + "/*"]
        return "chmod go-rwx " + paths.joined(separator: " ")
    }

    private static let pathsNamed = 3

    /// As a shell reads it.
    private static func quoted(_ path: String) -> String {
        let isPlain = path.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "_"):
                true
            default: false
            }
        }
        return isPlain
            ? path : "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }

    /// Keeps servers off the folder for as long as a command needs the files for itself.
    ///
    /// - Throws: `CommandError.serverRuns`.
    func lockAlone(to command: String) throws(CommandError) -> FolderLock {
        do throws(CommandError) {
            return FolderLock(try lock())
        } catch {
            if case .folderInUse = error { throw .serverRuns(path: path, command: command) }
            throw error
        }
    }
}

/// Holds a folder's lock until it is released.
struct FolderLock: Sendable {
    private let descriptor: Int32

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    func release() { close(descriptor) }
}
