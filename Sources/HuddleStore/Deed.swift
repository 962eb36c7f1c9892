package import HuddleCore

/// What one command wrote here, so that it can be undone. Known to this machine alone, and only for a while.
package struct Deed: Hashable, Sendable {
    package let key: Int64
    /// In the order in which they were written.
    package var changes: [ChangeID]
    package var isUndone: Bool

    package init(key: Int64, changes: [ChangeID], isUndone: Bool) {
        self.key = key
        self.changes = changes
        self.isUndone = isUndone
    }
}
