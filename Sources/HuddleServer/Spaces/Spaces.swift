import HuddleCore
package import HuddleStore
package import HuddleWire
import Synchronization

/// The spaces' logs of a running server, each opened when it is first asked for.
///
/// Every call blocks: make it on one of the `Workers`.
package final class Spaces: Sendable {
    private let storage: any ServerStorage
    private let gatekeeper: Gatekeeper
    private let exchange: Exchange
    private let open = Mutex<[RecordID: any SpaceStore]>([:])

    package init(storage: any ServerStorage, gatekeeper: Gatekeeper, host: Host) {
        self.storage = storage
        self.gatekeeper = gatekeeper
        exchange = Exchange(host: host)
    }

    /// - Throws: `Problem`, `StoreError`.
    package func exchange(_ request: SyncRequest, as access: Access) throws -> SyncReply {
        try exchange.answer(
            request, on: try store(of: access.space.id), mayWrite: access.member.role.mayWrite,
            noteRelayed: { _ in gatekeeper.note(.changesRelayed, by: access) })
    }

    /// - Throws: `StoreError`.
    package func compare(_ request: CompareRequest, as access: Access) throws -> CompareReply {
        try exchange.compare(request, on: try store(of: access.space.id))
    }

    /// Opened inside the lock, so that no log is ever open twice in one server: it has one writer.
    private func store(of space: RecordID) throws(StoreError) -> any SpaceStore {
        try open.withLock { open throws(StoreError) in
            if let store = open[space] { return store }
            let store = try storage.openSpace(space)
            open[space] = store
            return store
        }
    }
}
