import HuddleCore
package import HuddleStore
package import HuddleWire

/// Answers one call of the sync protocol from one space's log, as `Protocol/sync.md` describes it.
///
/// It knows nothing of HTTP, threads or people, so that the simulator runs the same code as the server.
package struct Exchange: Sendable {
    private let host: Host

    package init(host: Host) {
        self.host = host
    }

    /// Takes what is pushed and reads what is new, in one transaction.
    ///
    /// - Parameters:
    ///   - mayWrite: Where false, each pushed change is refused by itself, and reading goes on.
    ///   - noteRelayed: Told how many of the admitted changes others than the caller wrote, once they are durable.
    /// - Throws: `Problem` with `.historyChanged`, when the cursor names a history that this log does not have:
    ///   nothing was taken then. `StoreError`.
    package func answer(
        _ request: SyncRequest, on store: any SpaceStore, mayWrite: Bool = true, noteRelayed: (Int) -> Void = { _ in }
    ) throws -> SyncReply {
        guard !request.changes.isEmpty, mayWrite else {
            let verdicts = request.changes.map { _ in
                Verdict.refused(code: .readOnly, detail: "this member may read the space and not write to it")
            }
            return try store.read { reader in
                try check(request.cursor, in: reader)
                return try self.reply(to: request, verdicts, from: reader, now: host.now())
            }
        }
        var relayed = 0
        let reply = try store.write { writer in
            try check(request.cursor, in: writer)
            let now = host.now()
            let admission = try writer.admit(
                request.changes, from: request.replica, now: now, hash: host.hash)
            relayed = admission.relayed
            return try self.reply(to: request, admission.verdicts, from: writer, now: now)
        }
        if relayed > 0 { noteRelayed(relayed) }
        return reply
    }

    /// Which of the caller's replicas are held here exactly as there.
    package func compare(_ request: CompareRequest, on store: any SpaceStore) throws -> CompareReply {
        let held = Set(try store.read { try $0.digests() })
        return CompareReply(same: request.digests.filter { held.contains($0) }.map(\.replica))
    }

    private func check(_ cursor: Cursor, in reader: any SpaceReader) throws {
        guard let chain = try reader.chain(at: cursor.seq, hash: host.hash) else {
            throw Problem(.historyChanged, "this log ends before \(cursor.seq)")
        }
        guard chain == cursor.chain else {
            throw Problem(.historyChanged, "this log has other changes up to \(cursor.seq)")
        }
    }

    private func reply(
        to request: SyncRequest, _ verdicts: [Verdict], from reader: any SpaceReader, now: WallTime
    ) throws -> SyncReply {
        let page = PageLimit(
            changes: min(request.limit ?? Limits.changesPerPage, Limits.changesPerPage), bytes: Limits.pageBytes)
        var cursor = request.cursor
        let idsSuffice = Set(request.known + [request.replica])
        var items: [SyncReply.Item] = []
        for logged in try reader.log(after: cursor.seq, page: page) {
            cursor = cursor.advanced(over: logged.id, hash: host.hash)
            items.append(idsSuffice.contains(logged.replica) ? .own(logged.id) : .change(logged.bytes))
        }
        return SyncReply(
            verdicts: verdicts, items: items, cursor: cursor, head: try reader.state().cursor.seq, serverTime: now)
    }
}
