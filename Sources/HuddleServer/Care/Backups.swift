import Foundation
import HuddleCore

/// A folder of backups, each in a folder named after the moment at which it was begun.
struct Backups {
    let path: String

    /// `2026-11-21T12-05-01-123Z`: sorts by time, and has no character that a shell or a file system minds.
    static func name(at time: WallTime) -> String {
        String(time.iso8601.map { $0 == ":" || $0 == "." ? "-" : $0 })
    }

    /// The paths of the backups that are whole, the oldest first.
    var whole: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { Self.isName($0) }.sorted().map { path + "/" + $0 }.filter {
            FileManager.default.fileExists(atPath: $0 + "/" + BackupManifest.fileName)
        }
    }

    /// Removes the oldest ones until `count` are left.
    ///
    /// - Returns: The paths of those that were removed.
    func keep(_ count: Int) throws -> [String] {
        let spare = whole.dropLast(count)
        for path in spare { try FileManager.default.removeItem(atPath: path) }
        return Array(spare)
    }

    /// Only what has our own form of name is ever removed.
    private static func isName(_ name: String) -> Bool {
        let form = "0000-00-00T00-00-00-000Z"
        return name.count == form.count
            && zip(name, form).allSatisfy { $1 == "0" ? $0.isASCII && $0.isNumber : $0 == $1 }
    }
}
