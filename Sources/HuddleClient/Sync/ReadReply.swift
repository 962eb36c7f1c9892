package import HuddleCore
import HuddleStore
package import HuddleWire

/// A server's answer with its changes decoded. That takes the answer alone, and so time in which the page before is stored.
package struct ReadReply: Sendable {
    let verdicts: [Verdict]
    /// Up to the first that cannot be read.
    let items: [PulledItem]
    /// What is wrong with the item after these.
    let fault: ChangeError?
    let cursor: Cursor
    let head: UInt64
    let serverTime: WallTime
    let spaceName: String

    package init(_ reply: SyncReply, hash: Hash128) {
        verdicts = reply.verdicts
        cursor = reply.cursor
        head = reply.head
        serverTime = reply.serverTime
        spaceName = reply.spaceName
        var items: [PulledItem] = []
        items.reserveCapacity(reply.items.count)
        var fault: ChangeError?
        for item in reply.items {
            switch item {
            case .own(let id): items.append(.own(id))
            case .change(let bytes):
                do throws(ChangeError) {
                    items.append(.change(try StoredChange(bytes: bytes, hash: hash)))
                } catch {
                    fault = error
                }
            }
            if fault != nil { break }
        }
        self.items = items
        self.fault = fault
    }
}
