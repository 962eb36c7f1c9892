import Foundation
import HuddleClient

/// This machine, as its owner knows it.
enum Machine {
    static var name: String {
        var bytes = [CChar](repeating: 0, count: 256)
        guard gethostname(&bytes, bytes.count - 1) == 0 else { return "" }
        return String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Names the machine, the disk and the file, so that a log that was copied can tell. The file system's own id is taken rather
    /// than the device's number, which may change with every start.
    ///
    /// Source: machine-id(5).
    @Sendable static func place(of path: String) -> String? {
        var file = stat()
        var disk = statvfs()
        guard stat(path, &file) == 0, statvfs(path, &disk) == 0 else { return nil }
        return "\(identity) \(String(disk.f_fsid, radix: 16)) \(file.st_ino)"
    }

    private static var identity: String {
        for path in ["/etc/machine-id", "/var/lib/dbus/machine-id"] {
            if let bytes = try? Files.read(path, limit: 64), bytes.count >= 32 {
                return String(decoding: bytes.prefix(32), as: UTF8.self)
            }
        }
        return name
    }
}
