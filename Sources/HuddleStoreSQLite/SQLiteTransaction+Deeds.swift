import GRDB
import HuddleCore
import HuddleStore

/// What the latest commands wrote.
extension SQLiteTransaction {
    func deeds() throws(StoreError) -> [Deed] {
        try translated {
            let row = try statement("SELECT key, changes, undone FROM deed ORDER BY key DESC")
            var deeds: [Deed] = []
            while try row.step() {
                let bytes = row.bytes(1)
                let ids = stride(from: 0, to: bytes.count, by: Digest128.byteCount)
                    .compactMap { Digest128(prefixOf: bytes[$0...]).map { ChangeID($0) } }
                deeds.append(Deed(key: row.int64(0), changes: ids, isUndone: row.int64(2) != 0))
            }
            return deeds
        }
    }

    func note(_ changes: [ChangeID]) throws(StoreError) {
        try translated {
            let row = try statement("INSERT INTO deed (changes, undone) VALUES (?, 0)")
            row.bind(1, Self.joined(changes))
            try row.run()
            let prune = try statement("DELETE FROM deed WHERE key <= (SELECT max(key) FROM deed) - ?")
            prune.bind(1, Int64(Limits.deedsKept))
            try prune.run()
        }
    }

    func update(_ deed: Deed) throws(StoreError) {
        try translated {
            let row = try statement("UPDATE deed SET changes = ?, undone = ? WHERE key = ?")
            row.bind(1, Self.joined(deed.changes))
            row.bind(2, deed.isUndone ? Int64(1) : 0)
            row.bind(3, deed.key)
            try row.run()
        }
    }

    private static func joined(_ ids: [ChangeID]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(ids.count * Digest128.byteCount)
        for id in ids { id.digest.append(to: &bytes) }
        return bytes
    }
}
