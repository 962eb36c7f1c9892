import Foundation
import HuddleStoreSQLite

/// Changes a directory's file behind the program's back.
enum AuditForger {
    /// Makes the first invitation of the audit log something else. The actions' texts stand in the file as they are.
    static func forge(_ path: String) throws {
        try SQLiteCopy.seal(path)
        var bytes = try Data(contentsOf: URL(filePath: path))
        guard let range = bytes.range(of: Data("invitation.made".utf8)) else { throw NotFound() }
        bytes.replaceSubrange(range, with: Data("changes.relayed".utf8))
        try bytes.write(to: URL(filePath: path))
    }

    struct NotFound: Error {}
}
