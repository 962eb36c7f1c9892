import Foundation
import HuddleStore

/// A damaged log's file and its write-ahead log, copied block by block to a place where they may be written to.
struct DamagedFile {
    private static let blockBytes = 4096

    let path: String

    /// - Throws: `StoreError`. A block that the disk does not give back becomes zeros.
    init(copying source: String, to path: String) throws(StoreError) {
        self.path = path
        try Self.copy(source, to: path)
        if SQLiteFile.exists(source + "-wal") { try Self.copy(source + "-wal", to: path + "-wal") }
    }

    /// What can be written anew at the beginning of a log, the least first.
    enum Mending: CaseIterable {
        case header
        case firstPage
    }

    func mend(_ mending: Mending) throws(StoreError) {
        switch mending {
        case .header: try mendHeader()
        case .firstPage: try rebuildFirstPage()
        }
    }

    /// The first bytes of a log are always the same, so that they can be written anew.
    ///
    /// Source: sqlite.org, "Database File Format", section 1.3.
    private func mendHeader() throws(StoreError) {
        let bytes = Array("SQLite format 3\0".utf8) + [0x10, 0x00, 2, 2, 0, 64, 32, 32]
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SQLiteFailure.system(errno, path) }
        defer { close(descriptor) }
        guard pwrite(descriptor, bytes, bytes.count, 0) == bytes.count else { throw SQLiteFailure.system(errno, path) }
    }

    func remove() {
        for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
    }

    private static func copy(_ source: String, to target: String) throws(StoreError) {
        let input = open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw SQLiteFailure.system(errno, source) }
        defer { close(input) }
        let output = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw SQLiteFailure.system(errno, target) }
        defer { close(output) }
        let size = lseek(input, 0, SEEK_END)
        var block = [UInt8](repeating: 0, count: blockBytes)
        for offset in stride(from: off_t(0), to: size, by: blockBytes) {
            var count = pread(input, &block, blockBytes, offset)
            if count < 0 {
                block = [UInt8](repeating: 0, count: blockBytes)
                count = min(blockBytes, Int(size - offset))
            }
            guard pwrite(output, block, count, offset) == count else { throw SQLiteFailure.system(errno, target) }
        }
    }
}
