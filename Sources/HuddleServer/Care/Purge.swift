import HuddleCore
import HuddleStore

/// Takes the logs of deleted spaces off the disk once their time is over.
///
/// The directory says so first. Where the files are still there after that, because of a power cut or an error of the disk, the
/// next purge takes them away.
struct Purge: Sendable {
    private let storage: any ServerStorage
    private let host: Host

    init(_ storage: any ServerStorage, host: Host) {
        self.storage = storage
        self.host = host
    }

    /// - Returns: The spaces that are gone now and were not before.
    /// - Throws: `StoreError`.
    func whatIsDue() throws -> [SpaceListing] {
        let now = host.now()
        let day: Int64 = 86_400_000
        try storage.directory().write {
            try $0.removeFeeds(
                endedBefore: WallTime(milliseconds: now.milliseconds - Limits.endedFeedDays * day))
        }
        let spaces = try storage.directory().read { try $0.spaces() }
        for space in spaces where space.purged != nil { try storage.remove(.space(space.id)) }
        return try spaces.filter { $0.isDue(at: now) }.map { try purge($0) }
    }

    func purge(_ space: SpaceListing) throws -> SpaceListing {
        let purged = try storage.directory().write { try $0.notePurged(space, host: host) }
        try storage.remove(.space(space.id))
        return purged
    }
}
