package import HuddleCore

/// A log of which only parts can still be read. It is never written to.
package protocol DamagedLog: Sendable {
    /// Nil where that cannot be read.
    func state() -> SpaceState?

    /// Hands over, page by page, every change that can still be read and that has the id it is stored under.
    func eachPage(hash: @escaping Hash128, _ body: ([StoredChange]) throws -> Void) throws -> Salvaged

    /// The records in sight that some of these changes belong to, as they were last shown. Changes that were read back from a
    /// server's log are left aside: they come back from there, and as they were written.
    func lastShown(of lost: [ArrivalKey], hash: Hash128) -> [Projection]
}

/// What was read from a damaged log.
package struct Salvaged: Hashable, Sendable {
    /// Changes that were read and found sound.
    package var read = 0
    /// Changes that could not be read, that are not what was written, or that are gone and that a record still refers to.
    package var lost: [ArrivalKey] = []
    /// Records of which something was saved as they were last shown, because a change of theirs is among these.
    package var shown = 0

    package var unreadable: Int { lost.count }

    package init() {}
}
