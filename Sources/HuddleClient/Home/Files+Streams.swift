import Foundation
package import HuddleCore

/// Files that users name: minutes to read, exports to write.
extension Files {
    /// A whole file; a directory or a device is a failure like any other.
    ///
    /// - Parameter limit: One byte more than this is read at most, so that the caller can tell that there is more.
    /// - Returns: Nil, where there is none.
    package static func readWhole(_ path: String, limit: Int) throws(HomeError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw failure(path)
        }
        defer { close(descriptor) }
        return try readWhole(descriptor, named: path, limit: limit)
    }

    /// When a file was written last.
    package static func modified(_ path: String) throws(HomeError) -> WallTime {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let date = attributes?[.modificationDate] as? Date else { throw failure(path, ENOENT) }
        return WallTime(milliseconds: Int64(date.timeIntervalSince1970 * 1000)).clamped
    }

    /// What is left to read from an open file or pipe, one byte more than `limit` at most.
    package static func readWhole(
        _ descriptor: Int32, named path: String, limit: Int
    ) throws(HomeError) -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 * 1024)
        while bytes.count <= limit {
            let count = Foundation.read(descriptor, &piece, min(piece.count, limit + 1 - bytes.count))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(path) }
            guard count > 0 else { break }
            bytes += piece.prefix(count)
        }
        return bytes
    }

    /// What has arrived at an open file or pipe, waiting for at least one byte; empty at its end.
    package static func readPiece(_ descriptor: Int32, named path: String) throws(HomeError) -> [UInt8] {
        var piece = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = Foundation.read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(path) }
            return Array(piece.prefix(count))
        }
    }

    /// Fills the file at `path` piece by piece. A reader sees the file of before or the new one whole, never a part; when
    /// `contents` throws, the file of before stays.
    ///
    /// A new file is for its owner alone: what customers complain of is not for every user of a machine. The file of before
    /// keeps its rights. What is no plain file, such as `/dev/stdout` or a pipe, is written to as it is. A link's target is replaced, not the link.
    package static func write(
        to path: String, _ contents: (_ append: ([UInt8]) throws -> Void) throws -> Void
    ) throws {
        var status = stat()
        let exists = stat(path, &status) == 0
        if exists, status.st_mode & S_IFMT != S_IFREG {
            return try fill(path, open(path, O_WRONLY | O_CLOEXEC), contents)
        }
        let target = exists ? try resolved(path) : path
        let (descriptor, temporary) = try temporaryFile(nextTo: target)
        do {
            try fill(target, descriptor, contents) { descriptor in
                // The new file may be read by whoever may read the one of before.
                if exists { fchmod(descriptor, status.st_mode & 0o777) }
                return fsync(descriptor) == 0
            }
            guard rename(temporary, target) == 0 else { throw failure(path) }
        } catch {
            unlink(temporary)
            throw error
        }
        syncFolder(of: target)
    }

    private static func fill(
        _ path: String, _ descriptor: Int32, _ contents: (_ append: ([UInt8]) throws -> Void) throws -> Void,
        finish: (Int32) -> Bool = { _ in true }
    ) throws {
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        try contents { piece in
            guard writeAll(piece, to: descriptor) else { throw failure(path) }
        }
        guard finish(descriptor) else { throw failure(path) }
    }

    private static func resolved(_ path: String) throws(HomeError) -> String {
        guard let real = realpath(path, nil) else { throw failure(path) }
        defer { free(real) }
        return String(cString: real)
    }
}
