import Foundation
import HuddleCore

/// Files that are read piece by piece, so that their size does not matter.
extension Files {
    /// What opens the file at `path` for reading, from its start each time; nil where there is no such file.
    ///
    /// A plain file is read as it stands. What can be read only once, such as a pipe, is read into memory at once.
    ///
    /// - Parameter limit: Of what is read into memory.
    /// - Throws: `HomeError`; more than `limit` bytes are a failure too.
    package static func pieces(
        of path: String, limit: Int
    ) throws(HomeError) -> (() throws -> () throws -> [UInt8])? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw failure(path)
        }
        if status.st_mode & S_IFMT == S_IFREG {
            return {
                let file = try OpenFile(path)
                return { try Files.readPiece(file.descriptor, named: path) }
            }
        }
        guard let bytes = try readWhole(path, limit: limit) else { return nil }
        return try pieces(of: bytes, named: path, limit: limit)
    }

    /// The same of bytes that were read.
    package static func pieces(
        of bytes: [UInt8], named name: String, limit: Int
    ) throws(HomeError) -> (() throws -> () throws -> [UInt8]) {
        guard bytes.count <= limit else {
            throw .failed(
                path: name, detail: "it is no plain file and has more than \(limit) bytes; save it in a file first")
        }
        return {
            var rest: [UInt8]? = bytes
            return {
                defer { rest = nil }
                return rest ?? []
            }
        }
    }
}

/// Closes the file when nobody reads it any longer.
private final class OpenFile: Sendable {
    let descriptor: Int32

    init(_ path: String) throws(HomeError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Files.failure(path) }
    }

    deinit {
        close(descriptor)
    }
}
