import Foundation
import GRDB
import HuddleStore

extension DamagedFile {
    /// Tables that a salvage reads. Each log was made with them in the same order, so they begin at the same pages in all.
    private static let tables = ["state", "change"]
    private static let pageBytes = 4096
    /// Where a database's header tells its pages. Source: sqlite.org, "Database File Format", section 1.3.
    private static let pageCountOffset = 28

    /// Writes the first page anew, which says where each table begins, with the tables that a salvage reads.
    ///
    /// For a log whose first page is lost, and with it the way to all others.
    func rebuildFirstPage() throws(StoreError) {
        let skeleton = path + "-skeleton"
        defer { unlink(skeleton) }
        try SQLiteFailure.translated(path) { try Self.writeSkeleton(to: skeleton) }
        guard var page = FileManager.default.contents(atPath: skeleton)?.prefix(Self.pageBytes) else {
            throw .failed(path: skeleton, detail: "it was not written")
        }
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw SQLiteFailure.system(errno, path) }
        defer { close(descriptor) }
        let pages = UInt32(clamping: (Int(lseek(descriptor, 0, SEEK_END)) + Self.pageBytes - 1) / Self.pageBytes)
        withUnsafeBytes(of: pages.bigEndian) { bytes in
            page.replaceSubrange(Self.pageCountOffset..<Self.pageCountOffset + bytes.count, with: bytes)
        }
        let written = page.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        guard written == page.count else { throw SQLiteFailure.system(errno, path) }
    }

    /// A database that has a log's tables by name and none of their rows: where they begin is taken from a log that is new.
    private static func writeSkeleton(to path: String) throws {
        let new = try DatabaseQueue(configuration: SQLiteFile.configuration())
        try Schema.migrator.migrate(new)
        let roots = try new.read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT type, name, sql, rootpage FROM sqlite_schema WHERE tbl_name IN (?, ?) ORDER BY rowid",
                arguments: StatementArguments(tables))
        }
        let skeleton = try DatabaseQueue(path: path)
        try skeleton.writeWithoutTransaction { database in
            // An index that a table brings along has no statement of its own.
            for root in roots where root["type"] == "table" { try database.execute(sql: root["sql"]) }
            try database.execute(sql: "PRAGMA writable_schema = ON")
            for root in roots {
                try database.execute(
                    sql: "UPDATE sqlite_schema SET rootpage = ? WHERE name = ?",
                    arguments: [root["rootpage"] as Int, root["name"] as String])
            }
        }
        try skeleton.close()
    }
}
