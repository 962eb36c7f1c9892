package import HuddleCore

/// What a space has as much of as it may.
package enum CrowdedSpace: Error, Hashable, Sendable {
    /// `Limits.membersPerSpace`
    case members
    /// `Limits.invitationsPerSpace`
    case invitations
}

extension CrowdedSpace: CustomStringConvertible {
    package var description: String {
        switch self {
        case .members:
            "the space has \(Limits.membersPerSpace) members, which is the most: remove one who has left"
        case .invitations:
            "\(Limits.invitationsPerSpace) invitations of the space are open, which is the most: withdraw one that nobody "
                + "will use, or wait until one was used or has expired"
        }
    }
}

extension DirectoryReader {
    /// Looks whether a space may have one more invitation, and one more member where it is for somebody new.
    ///
    /// - Throws: `CrowdedSpace`, `StoreError`.
    package func requireRoom(in space: RecordID, forNewMember named: String?, at now: WallTime) throws {
        if let named {
            let members = try members(of: space).filter { $0.removed == nil }
            let isNew = !members.contains { $0.name.lowercased() == named.lowercased() }
            guard !isNew || members.count < Limits.membersPerSpace else { throw CrowdedSpace.members }
        }
        let open = try invitations(of: space).count { $0.isOpen(at: now) }
        guard open < Limits.invitationsPerSpace else { throw CrowdedSpace.invitations }
    }
}
