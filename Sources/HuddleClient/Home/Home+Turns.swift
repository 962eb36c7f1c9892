import Foundation
package import HuddleCore
import HuddleStore

/// A lock that goes with the process that holds it, however that ends.
///
/// Source: flock(2).
package final class Turn: Sendable {
    private let descriptor: Int32

    fileprivate init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Lets the next one have it.
    package func end() { flock(descriptor, LOCK_UN) }
}

/// Syncs in the background, in the folder of the log in use: `sync-next` and `sync-now` are locked, `sync-failed` says what went
/// wrong with the last one and when.
extension Home {
    /// Nil, where another process waits already, which will do.
    package func turnToWait() throws(HomeError) -> Turn? { try turn("sync-next", isAwaited: false) }

    /// Waits until no other process syncs in the background.
    package func turnToSync() throws(HomeError) -> Turn? { try turn("sync-now", isAwaited: true) }

    package func noteBackgroundSync(failure: String?) throws(HomeError) {
        guard let path = try currentFolder().map({ $0 + "/sync-failed" }) else { return }
        guard let failure else { return try Files.remove(path) }
        try Files.write(Array("\(host.now().milliseconds)\n\(failure)\n".utf8), to: path, isDurable: false)
    }

    /// What went wrong with the last sync in the background, nil where it went well.
    package func backgroundFailure() throws(HomeError) -> (at: WallTime, detail: String)? {
        guard let folder = try currentFolder(),
            let bytes = try Files.read(folder + "/sync-failed", limit: Limits.smallRequestBytes)
        else { return nil }
        let parts = String(decoding: bytes, as: UTF8.self).split(separator: "\n", maxSplits: 1)
        guard parts.count == 2, let milliseconds = Int64(parts[0]) else { return nil }
        return (WallTime(milliseconds: milliseconds).clamped, String(parts[1]).trimmed)
    }

    private func turn(_ name: String, isAwaited: Bool) throws(HomeError) -> Turn? {
        guard let folder = try currentFolder() else { throw .noLog(path: path) }
        let path = folder + "/" + name
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Files.failure(path) }
        while flock(descriptor, isAwaited ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            let code = errno
            close(descriptor)
            if code == EWOULDBLOCK { return nil }
            throw Files.failure(path, code)
        }
        return Turn(descriptor)
    }
}
