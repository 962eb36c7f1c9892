/// What a member may do in a space. The texts are stored.
package enum Role: String, CaseIterable, Hashable, Sendable {
    case viewer
    case member
    /// Manages the space's members, too.
    case admin

    package var mayManage: Bool {
        switch self {
        case .viewer, .member: false
        case .admin: true
        }
    }

    package var mayWrite: Bool {
        switch self {
        case .viewer: false
        case .member, .admin: true
        }
    }
}
