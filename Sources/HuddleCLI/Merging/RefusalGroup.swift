import HuddleStore

/// What was refused for one and the same reason.
struct RefusalGroup<Member> {
    /// In their order, at least one.
    private(set) var members: [Member]
    private let code: String
    private let detail: String

    /// In the order in which the reasons first stand in `all`.
    static func groups(of all: [Member], by refusal: (Member) -> Refusal) -> [RefusalGroup] {
        var groups: [RefusalGroup] = []
        var positions: [[String]: Int] = [:]
        for member in all {
            let (code, detail) = (refusal(member).code, refusal(member).detail)
            if let position = positions[[code, detail]] {
                groups[position].members.append(member)
            } else {
                positions[[code, detail]] = groups.count
                groups.append(RefusalGroup(members: [member], code: code, detail: detail))
            }
        }
        return groups
    }

    /// `3 × read_only: this member may read the space and not write to it`.
    var text: String { (members.count > 1 ? "\(members.count) × " : "") + "\(code): \(detail)" }
}

extension RefusalGroup<QuarantinedChange> {
    static func groups(of all: [QuarantinedChange]) -> [RefusalGroup] { groups(of: all, by: \.refusal) }
}
