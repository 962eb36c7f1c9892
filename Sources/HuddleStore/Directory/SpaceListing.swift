package import HuddleCore

/// A space as a server's directory knows it. Its log is kept elsewhere, under the same id.
package struct SpaceListing: Hashable, Sendable {
    package let id: RecordID
    package var name: String
    package let created: WallTime

    package init(id: RecordID, name: String, created: WallTime) {
        self.id = id
        self.name = name
        self.created = created
    }
}
