package import HuddleCore

/// A person's place in one space.
package struct Member: Hashable, Sendable {
    package let id: RecordID
    package let space: RecordID
    package var name: String
    package var department: String
    package var role: Role
    package let created: WallTime
    /// Since when this person has been no member any more.
    package var removed: WallTime?

    package init(
        id: RecordID, space: RecordID, name: String, department: String, role: Role, created: WallTime,
        removed: WallTime? = nil
    ) {
        self.id = id
        self.space = space
        self.name = name
        self.department = department
        self.role = role
        self.created = created
        self.removed = removed
    }
}
