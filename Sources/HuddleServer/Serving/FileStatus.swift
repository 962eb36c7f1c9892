import Foundation

/// What the file system says of a file, or of what a link to it leads to.
///
/// Asked of Foundation: to which module C's `struct stat` belongs differs between debug and release builds of whoever
/// imports NIO too, and one of the two would not compile.
struct FileStatus: Hashable, Sendable {
    let bytes: UInt64
    /// Who may do what with it, as `chmod` has it: 0o600.
    let mode: UInt32

    /// Nil where there is none, or it cannot be asked.
    init?(of path: String) {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: String(cString: resolved)),
            let size = attributes[.size] as? NSNumber, let mode = attributes[.posixPermissions] as? NSNumber
        else { return nil }
        bytes = size.uint64Value
        self.mode = mode.uint32Value
    }

    /// Whether one of these bits of the mode is set.
    func allows(_ bits: UInt32) -> Bool { mode & bits != 0 }
}
