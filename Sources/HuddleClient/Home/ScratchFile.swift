import Foundation
import Synchronization

/// A file without a name, for what memory has no room for. It is made when something is put there, and is gone with whoever
/// made it, however that ends.
package final class ScratchFile: Sendable {
    private let folder: String
    private let file = Mutex<(descriptor: Int32, count: Int)?>(nil)

    /// - Parameter folder: Where there is room; nil for where temporary files belong here.
    package init(in folder: String? = nil) {
        self.folder = folder ?? FileManager.default.temporaryDirectory.path
    }

    deinit {
        file.withLock { file in
            if let file { _ = close(file.descriptor) }
        }
    }

    /// Puts bytes after all others.
    ///
    /// - Returns: Where they begin.
    /// - Throws: `HomeError`.
    package func append(_ bytes: [UInt8]) throws -> Int {
        try file.withLock { file in
            let (descriptor, end) = try file ?? (try makeFile(), 0)
            file = (descriptor, end)
            guard Files.writeAll(bytes, to: descriptor) else { throw Files.failure(folder) }
            file = (descriptor, end + bytes.count)
            return end
        }
    }

    /// Exactly `count` bytes from `offset` on.
    ///
    /// - Throws: `HomeError`; where there are fewer, too.
    package func read(at offset: Int, count: Int) throws -> [UInt8] {
        guard let descriptor = file.withLock({ $0?.descriptor }) else { return [] }
        var bytes = [UInt8](repeating: 0, count: count)
        var read = 0
        while read < count {
            let got = bytes[read...].withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress, $0.count, off_t(offset + read))
            }
            if got < 0, errno == EINTR { continue }
            guard got > 0 else {
                throw got < 0
                    ? Files.failure(folder) : HomeError.failed(path: folder, detail: "a temporary file ended early")
            }
            read += got
        }
        return bytes
    }

    private func makeFile() throws(HomeError) -> Int32 {
        var path = Array((folder + "/huddle-XXXXXX").utf8CString)
        let descriptor = mkstemp(&path)
        guard descriptor >= 0 else { throw Files.failure(folder) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(path)
        return descriptor
    }
}
