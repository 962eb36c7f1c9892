import Foundation
import HuddleCore

/// Small private files, written whole or not at all.
package enum Files {
    /// The file's bytes, nil where there is none.
    package static func read(_ path: String, limit: Int) throws(HomeError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw failure(path)
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: limit)
        let count = Foundation.read(descriptor, &bytes, limit)
        guard count >= 0 else { throw failure(path) }
        return Array(bytes.prefix(count))
    }

    /// Puts `bytes` where `path` names, through a new file beside it: a reader sees the old or the new, never a part.
    ///
    /// - Parameter isDurable: Whether it must be there after a power cut. Waiting for that takes milliseconds.
    package static func write(
        _ bytes: [UInt8], to path: String, isDurable: Bool = true
    ) throws(HomeError) {
        let (descriptor, temporary) = try temporaryFile(nextTo: path)
        let written = writeAll(bytes, to: descriptor) && (!isDurable || fsync(descriptor) == 0)
        let code = errno
        close(descriptor)
        guard written, rename(temporary, path) == 0 else {
            let reason = written ? errno : code
            unlink(temporary)
            throw failure(path, reason)
        }
        if isDurable { syncFolder(of: path) }
    }

    /// A new empty file next to `path`, open for writing, which its owner alone may use. Its name cannot be guessed, and a link that somebody
    /// planted there is not followed.
    ///
    /// Source: mkstemps(3), which opens with O_EXCL and mode 0600.
    static func temporaryFile(nextTo path: String) throws(HomeError) -> (descriptor: Int32, path: String) {
        let ending = ".new"
        var name = Array((path + ".XXXXXX" + ending).utf8CString)
        let descriptor = mkstemps(&name, Int32(ending.utf8.count))
        guard descriptor >= 0 else { throw failure(path) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return (descriptor, String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }

    package static func createFolder(_ path: String) throws(HomeError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            let code = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError)?.code
            throw failure(path, code.map { Int32($0) } ?? errno)
        }
    }

    /// The names in a folder, in order; none where there is no such folder.
    package static func names(in folder: String) throws(HomeError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            if access(folder, F_OK) != 0, errno == ENOENT { return [] }
            throw failure(folder, EACCES)
        }
    }

    package static func remove(_ path: String) throws(HomeError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw failure(path) }
    }

    static func readJSON<Content: Decodable>(_ type: Content.Type, at path: String) throws(HomeError) -> Content? {
        guard let bytes = try read(path, limit: Limits.smallRequestBytes) else { return nil }
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw .failed(path: path, detail: "it is not what Huddle wrote there")
        }
    }

    static func writeJSON(_ content: some Encodable, to path: String) throws(HomeError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            let bytes = Array(try encoder.encode(content)) + [UInt8(ascii: "\n")]
            try write(bytes, to: path)
        } catch let error as HomeError {
            throw error
        } catch {
            throw .failed(path: path, detail: "\(error)")
        }
    }

    static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var start = 0
        while start < bytes.count {
            let count = bytes[start...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            start += count
        }
        return true
    }

    /// Makes the new name durable. Where a folder cannot be synced, the file's bytes are safe all the same.
    static func syncFolder(of path: String) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    static func failure(_ path: String, _ code: Int32 = errno) -> HomeError {
        switch code {
        case EACCES, EPERM, EROFS: .noPermission(path: path)
        case ENOSPC, EDQUOT: .diskFull(path: path)
        default: .failed(path: path, detail: String(cString: strerror(code)))
        }
    }
}
