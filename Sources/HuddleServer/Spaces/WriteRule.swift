import HuddleCore
package import HuddleStore

/// Whether what a call brings may be written, and how large the log may become. Reading goes on in any case.
package enum WriteRule: Hashable, Sendable {
    /// - Parameter quotaBytes: The most that the log may take on the disk; nil for no limit.
    case allowed(quotaBytes: UInt64? = nil)
    /// Each change is refused as `read_only`, with this as the detail, but for what says who the caller is.
    case refused(detail: String, but: Introduction? = nil)

    package init(for access: Access) {
        if let archived = access.space.archived {
            self = .refused(
                detail: "the space is in the archive since \(archived.iso8601.prefix(10)): it is read and not written")
        } else if !access.member.role.mayWrite {
            let member = access.member
            self = .refused(
                detail: "this member may read the space and not write to it",
                but: Introduction(
                    name: member.name, department: member.department, quotaBytes: access.space.quotaBytes))
        } else {
            self = .allowed(quotaBytes: access.space.quotaBytes)
        }
    }
}
