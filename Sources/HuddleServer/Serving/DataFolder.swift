import Foundation
import HuddleCore

/// The folder of a server's data: `directory.sqlite`, `spaces/`, `lock`, and while a server
/// runs `listening`: where that one listens.
struct DataFolder: Sendable {
    /// Absolute.
    let path: String

    init(_ path: String) {
        self.path = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }

    /// Makes the folder, and in it what a server's data needs. Only its owner may look inside.
    func create() throws(CommandError) {
        try Self.make(path + "/spaces")
    }

    /// Makes the folder alone, where it is missing.
    func make() throws(CommandError) {
        try Self.make(path)
    }

    private static func make(_ path: String) throws(CommandError) {
        var folder = ""
        for part in path.split(separator: "/") {
            folder += "/\(part)"
            guard mkdir(folder, 0o700) != 0, errno != EEXIST else { continue }
            switch errno {
            case EACCES, EPERM, EROFS: throw .noPermission(path: folder)
            default: throw .cannotCreate(path: folder, detail: String(cString: strerror(errno)))
            }
        }
    }

    /// Makes this server the folder's only one, until the descriptor is closed or the process ends.
    ///
    /// - Returns: An open file descriptor.
    func lock() throws(CommandError) -> Int32 {
        let descriptor = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .cannotCreate(path: path, detail: String(cString: strerror(errno))) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .folderInUse(path: path)
        }
        return descriptor
    }

    func require() throws(CommandError) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            throw .noData(path: path)
        }
    }

    /// Whether a server, or a command that needs the folder alone, was ever here.
    var hasLock: Bool { FileManager.default.fileExists(atPath: lockPath) }

    private var lockPath: String { path + "/lock" }
    private var listeningPath: String { path + "/listening" }

    /// Where the running server listens. A server that was killed leaves this behind.
    var listening: Listening? {
        guard let data = FileManager.default.contents(atPath: listeningPath) else { return nil }
        return Listening(String(decoding: data, as: UTF8.self))
    }

    /// Tells the other commands where this server listens.
    func noteListening(_ listening: Listening) throws {
        try Data(listening.text.utf8).write(to: URL(filePath: listeningPath), options: .atomic)
    }

    /// Takes the note back, unless another server has written its own since.
    func forgetListening(_ noted: Listening) {
        guard listening == noted else { return }
        try? FileManager.default.removeItem(atPath: listeningPath)
    }
}
