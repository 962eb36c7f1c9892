import HuddleCore
import HuddleStore

/// What a call takes. Each route has one, in the table of `Routes`, and nowhere else is it said who may call what.
package enum Right: String, CaseIterable, Hashable, Sendable {
    /// Nothing: whoever comes.
    case open
    /// To be a member of the space, in whatever role. Whether a change may be written is the verdict on each.
    case read
    /// To be an admin of the space, or the member whose device or feed the address names.
    case own
    /// To be an admin of the space.
    case manage

    /// - Parameter owner: Whose device or feed the address names.
    func isGranted(to member: Member, owner: RecordID?) -> Bool {
        switch self {
        case .open, .read: true
        case .own: member.role.mayManage || owner == member.id
        case .manage: member.role.mayManage
        }
    }
}

/// What an address names that is one member's.
enum Owned: Hashable, Sendable {
    case device(RecordID)
    case feed(RecordID)

    /// Nil where there is no such thing in the space.
    func owner(in space: RecordID, _ reader: any DirectoryReader) throws(StoreError) -> RecordID? {
        switch self {
        case .device(let id): try reader.device(id)?.member
        case .feed(let id): try reader.feed(id, in: space)?.feed.member
        }
    }
}
