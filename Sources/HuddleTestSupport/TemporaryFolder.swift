import Foundation
import Synchronization

/// A folder of a test's own.
package final class TemporaryFolder: Sendable {
    package let path: String
    private let count = Mutex(0)

    package init() throws {
        path = NSTemporaryDirectory() + "huddle-test-" + UUID().uuidString.lowercased()
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// A path in a subfolder that was not there before.
    package func newPath(_ name: String) throws -> String {
        let number = count.withLock { count in
            count += 1
            return count
        }
        let folder = "\(path)/\(number)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        return folder + "/" + name
    }

    package func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }
}
