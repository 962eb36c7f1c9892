import Crypto
import Foundation
import HuddleCore

/// Reads files to their end, a piece at a time.
enum FileDigest {
    /// The file's length and hash.
    ///
    /// - Throws: `CareError.fileFailed`.
    static func of(_ path: String) throws -> BackupManifest.FileCopy {
        try read(path) { _ in }
    }

    /// Copies a file into a new one that only its owner may read, and makes it durable.
    ///
    /// - Returns: The length and hash of what was copied.
    /// - Throws: `CareError.fileFailed`.
    static func copy(_ path: String, to target: String) throws -> BackupManifest.FileCopy {
        let descriptor = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CareError.failed(target, errno) }
        defer { close(descriptor) }
        let copied = try read(path) { piece in
            var rest = piece
            while !rest.isEmpty {
                let count = write(descriptor, rest.baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw CareError.failed(target, errno) }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
        guard fsync(descriptor) == 0 else { throw CareError.failed(target, errno) }
        return copied
    }

    /// Makes the names in a folder durable.
    static func sync(_ folder: String) throws {
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CareError.failed(folder, errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw CareError.failed(folder, errno) }
    }

    private static func read(
        _ path: String, _ take: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> BackupManifest.FileCopy {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CareError.failed(path, errno) }
        defer { close(descriptor) }
        var hash = SHA256()
        var length = 0
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = Foundation.read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw CareError.failed(path, errno) }
            if count == 0 { break }
            try piece.withUnsafeBytes { bytes in
                let read = UnsafeRawBufferPointer(rebasing: bytes[..<count])
                hash.update(bufferPointer: read)
                try take(read)
            }
            length += count
        }
        return BackupManifest.FileCopy(bytes: length, sha256: Hex.encode(Array(hash.finalize())))
    }
}
