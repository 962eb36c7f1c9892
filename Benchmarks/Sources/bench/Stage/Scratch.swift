import Foundation

/// A folder for what is needed only while measuring.
struct Scratch: Sendable {
    let folder: String

    /// A temporary folder, or one that someone named to look into it later.
    init(kept: String?) throws {
        if let kept {
            try FileManager.default.createDirectory(atPath: kept, withIntermediateDirectories: true)
            folder = kept
            return
        }
        var template = Array((NSTemporaryDirectory() + "/huddle-bench.XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure("cannot make a temporary folder") }
        folder = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    func path(_ name: String) -> String { folder + "/" + name }

    func inner(_ name: String) throws -> Scratch { try Scratch(kept: makeFolder(name)) }

    func makeFolder(_ name: String) throws -> String {
        // A server refuses a folder that others may look into.
        try FileManager.default.createDirectory(
            atPath: path(name), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return path(name)
    }

    /// A folder in place of what had that name: another commit may have been measured before.
    func makeNewFolder(_ name: String) throws -> String {
        try remove(name)
        return try makeFolder(name)
    }

    /// A copy of a file or folder under another name, in place of what had that name.
    func copy(_ source: String, as name: String) throws -> String {
        try remove(name)
        try FileManager.default.copyItem(atPath: source, toPath: path(name))
        return path(name)
    }

    func remove(_ name: String) throws {
        if FileManager.default.fileExists(atPath: path(name)) { try FileManager.default.removeItem(atPath: path(name)) }
    }

    func removeAll() {
        try? FileManager.default.removeItem(atPath: folder)
    }
}
