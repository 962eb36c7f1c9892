import Foundation

/// A file or folder of a home that others than its owner may use.
package struct LooseFile: Hashable, Sendable {
    package let path: String
    package let mode: UInt16
    /// What it should be.
    package let wanted: UInt16
}

extension Home {
    /// What others than the owner may use of this home and the log in use.
    package func looseFiles() throws -> [LooseFile] {
        var files = [(path, UInt16(0o700)), (path + "/logs", 0o700)]
        files += try Files.names(in: path).filter { $0.hasPrefix("joining") }.map { (path + "/" + $0, 0o600) }
        if let folder = try currentFolder() {
            files.append((folder, 0o700))
            for name in ["log.sqlite", "log.sqlite-wal", "log.sqlite-shm", "server.json", "context.json"] {
                files.append((folder + "/" + name, 0o600))
            }
        }
        return files.compactMap { path, wanted in
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & 0o077 != 0 else { return nil }
            return LooseFile(path: path, mode: UInt16(truncatingIfNeeded: status.st_mode & 0o777), wanted: wanted)
        }
    }

    /// Takes from others what they may do with these.
    package func tighten(_ files: [LooseFile]) throws {
        for file in files where chmod(file.path, mode_t(file.wanted)) != 0 { throw Files.failure(file.path) }
    }
}
