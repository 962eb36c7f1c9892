import HuddleClient
import HuddleCore
import HuddleStore

extension KnownNames {
    /// The people of a log, with whoever writes here as `me`.
    init(_ log: HuddleLog) throws {
        let me = try log.me()?.name
        self = try log.store.read { try KnownNames($0, me: me) }
    }
}
