import HuddleClient
import HuddleCore
import HuddleStore
import HuddleWire

/// Where a joined space's log comes from: whatever was captured here before stays, and goes along where it can.
struct Arrival {
    let log: HuddleLog
    /// What happened to the log that was here before.
    let remark: String

    /// - Parameter former: The log that was in use, nil for none.
    init(_ reply: JoinReply, former: HuddleLog?, home: Home, _ environment: CommandEnvironment) throws {
        let department = reply.department.isEmpty ? nil : reply.department
        guard let former else {
            log = try Self.start(reply, home, environment)
            try log.setMe(name: reply.memberName, department: department)
            remark = "A new log was started in \(home.path.visible)."
            return
        }
        let state = try former.state()
        if try home.server() == nil {
            try former.becomeSpace(
                reply.space, named: reply.spaceName, member: reply.memberName, department: department)
            log = former
            let entries = try former.counts().entries
            remark =
                entries == 0
                ? "Nothing was captured here before."
                : "Nothing is lost: \(Plural.text(entries, "entry")) of this log will go along with the next sync."
        } else if state.space == reply.space {
            log = former
            try log.setMe(name: reply.memberName, department: department)
            remark = "This log belongs to \(reply.spaceName.visible) already; this device's access is new."
        } else {
            log = try home.use(reply.space) ?? Self.start(reply, home, environment)
            try log.setMe(name: reply.memberName, department: department)
            remark =
                "This is another team's log than \(state.name.visible), so it has a log of its own, which is in use now. "
                + "The one of \(state.name.visible) stays beside it, untouched."
        }
    }

    private static func start(
        _ reply: JoinReply, _ home: Home, _ environment: CommandEnvironment
    ) throws -> HuddleLog {
        try home.start(
            SpaceState(space: reply.space, name: reply.spaceName, replica: environment.host.newReplicaID()))
    }
}
