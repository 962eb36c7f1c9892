package import HuddleCore
package import HuddleStore
import HuddleWire

/// What waits while this device has no access: it stands in quarantine with the reason, as everything does that the server
/// did not take, and is offered again by each sync.
extension SpaceStore {
    static var noAccess: String { ProblemCode.unauthorized.rawValue }

    /// Puts the whole outbox in quarantine.
    package func holdBack(_ detail: String, at now: WallTime) throws {
        try write { writer in
            var key: ArrivalKey?
            while true {
                let page = try writer.outbox(after: key, page: .full)
                guard let last = page.last else { return }
                key = last.key
                try writer.quarantine(
                    page.map { Refusal(id: $0.id, code: Self.noAccess, detail: detail, at: now) })
            }
        }
    }

    /// Lets out what waits for access alone. A refusal for another reason stays.
    package func releaseHeldBack() throws {
        let held = try read { try $0.quarantine() }.filter { $0.refusal.code == Self.noAccess }
        guard !held.isEmpty else { return }
        try write { try $0.release(held.map(\.refusal.id)) }
    }
}
