/// Every limit, the same on both sides and stated in `Protocol/sync.md`.
package enum Limits {
    // A change.
    package static let cellNameBytes = 256
    /// One text: a long page.
    package static let textBytes = 64 * 1024
    package static let writesPerChange = 256
    package static let basesPerChange = 1024
    package static let changeBytes = 256 * 1024

    // One call of the sync protocol.
    package static let changesPerPage = 2000
    /// Bytes of changes in a page; one change more is let through so that a page is never empty.
    package static let pageBytes = 2 * 1024 * 1024
    /// A request's body, after it was unpacked. JSON carries changes as base64, a third more.
    package static let syncRequestBytes = 4 * 1024 * 1024
    /// An answer's body, after it was unpacked.
    package static let syncReplyBytes = 8 * 1024 * 1024
    /// Bodies from this size on are packed.
    package static let gzipFromBytes = 512
    package static let smallRequestBytes = 16 * 1024

    // Clocks.
    package static let clockAheadMilliseconds: Int64 = 5 * 60 * 1000

    // People and invitations.
    package static let nameBytes = 200
    package static let tokenBytes = 32
    package static let invitationHours = 24

    // The log.
    /// Between two remembered values of the chain; checking a cursor hashes at most this many ids.
    package static let chainCheckpointInterval: UInt64 = 256
    package static let importFileBytes = 16 * 1024 * 1024
}
