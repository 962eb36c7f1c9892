import Foundation

/// Small files that are whole or not there.
enum DurableFile {
    /// Writes a new file for its owner alone.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CareError.failed(path, errno) }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw CareError.failed(path, errno) }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw CareError.failed(path, errno) }
    }

    /// Writes a new file piece by piece, which has its name only once all of it is durable.
    ///
    /// - Throws: `CareError.fileFailed`, and what `body` throws; there is no file then.
    static func write<Result>(to path: String, _ body: (Appender) throws -> Result) throws -> Result {
        guard !FileManager.default.fileExists(atPath: path) else { throw CareError.failed(path, EEXIST) }
        // Source: mkstemps(3): O_EXCL and mode 0600, so a link that somebody planted under the name is not followed.
        let ending = ".new"
        var name = Array((path + ".XXXXXX" + ending).utf8CString)
        let descriptor = mkstemps(&name, Int32(ending.utf8.count))
        guard descriptor >= 0 else { throw CareError.failed(path, errno) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        let temporary = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { close(descriptor) }
        do {
            let appender = Appender(descriptor, path)
            let result = try body(appender)
            try appender.flush()
            guard fsync(descriptor) == 0, rename(temporary, path) == 0 else { throw CareError.failed(path, errno) }
            return result
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// Collects what is written, so that a line costs no call of the system.
    final class Appender {
        private static let pieceBytes = 1 << 18

        private let descriptor: Int32
        private let path: String
        private var pending: [UInt8] = []

        fileprivate init(_ descriptor: Int32, _ path: String) {
            self.descriptor = descriptor
            self.path = path
        }

        func append(_ text: String) throws(CareError) {
            pending += text.utf8
            if pending.count >= Self.pieceBytes { try flush() }
        }

        fileprivate func flush() throws(CareError) {
            var rest = pending[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw .failed(path, errno) }
                rest = rest.dropFirst(count)
            }
            pending = []
        }
    }
}
