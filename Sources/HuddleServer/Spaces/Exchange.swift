import HuddleCore
package import HuddleStore
package import HuddleWire

/// Answers one call of the sync protocol from one space's log, as `Protocol/sync.md` describes it.
///
/// It knows nothing of HTTP, threads or people, so that the simulator runs the same code as the server.
package struct Exchange: Sendable {
    /// What became of the changes that one call brought.
    struct Taken: Sendable {
        var admission: Admission
        /// By which clock they were judged.
        let at: WallTime
    }

    /// A call that brings changes, and how large the log may become.
    struct Push: Sendable {
        /// All that a caller may bring who may only read, and why the rest is refused.
        struct Part: Sendable {
            let introduction: Introduction
            let detail: String
        }

        let request: SyncRequest
        let quotaBytes: UInt64?
        /// Nil for a caller who may write.
        var part: Part?
    }

    enum Decision: Sendable {
        case push(Push)
        case taken(Taken)
    }

    private let host: Host

    package init(host: Host) {
        self.host = host
    }

    /// Takes what is pushed and reads what is new.
    ///
    /// - Parameter writing: Where it is refused, each pushed change is refused by itself, and reading goes on.
    /// - Throws: `Problem` with `.historyChanged`, when the cursor names a history that this log does not have:
    ///   nothing was taken then. `StoreError`.
    package func answer(
        _ request: SyncRequest, on store: any SpaceStore, writing: WriteRule = .allowed()
    ) throws -> SyncReply {
        let taken: Taken
        switch decide(on: request, writing) {
        case .taken(let nothing): taken = nothing
        case .push(let push): taken = try take([push], on: store, LogTail()).outcomes[0].get()
        }
        return try store.read { reader in
            var tail = LogTail()
            try tail.catchUp(with: reader, hash: host.hash)
            return try self.reply(to: request, taken, from: reader, tail)
        }
    }

    /// Which of the caller's replicas are held here exactly as there.
    package func compare(_ request: CompareRequest, on store: any SpaceStore) throws -> CompareReply {
        let held = Set(try store.read { try $0.digests() })
        return CompareReply(same: request.digests.filter { held.contains($0) }.map(\.replica))
    }

    /// Whether a call may write something; the verdicts on one that does not.
    func decide(on request: SyncRequest, _ rule: WriteRule) -> Decision {
        var admission = Admission()
        switch rule {
        case .allowed(let quotaBytes) where !request.changes.isEmpty:
            return .push(Push(request: request, quotaBytes: quotaBytes))
        case .allowed: break
        case .refused(let detail, let introduction):
            if let introduction, request.changes.contains(where: { fits($0, introduction) }) {
                let part = Push.Part(introduction: introduction, detail: detail)
                return .push(Push(request: request, quotaBytes: introduction.quotaBytes, part: part))
            }
            admission.verdicts = request.changes.map { _ in .refused(code: .readOnly, detail: detail) }
        }
        return .taken(Taken(admission: admission, at: host.now()))
    }

    /// Takes what several calls push, in one transaction and so with one flush of the disk. Each is judged as if it had
    /// come alone, behind the ones before it.
    ///
    /// - Returns: One for each call: what was taken, or why nothing of it was. And the log's last number.
    func take(
        _ pushes: [Push], on store: any SpaceStore, _ tail: LogTail
    ) throws -> (outcomes: [Result<Taken, Problem>], head: UInt64) {
        try store.write { writer in
            let now = host.now()
            let outcomes = try pushes.map { push -> Result<Taken, Problem> in
                let request = push.request
                if let problem = try self.problem(of: request.cursor, in: writer, tail) { return .failure(problem) }
                return .success(Taken(admission: try admit(push, to: writer, now: now), at: now))
            }
            return (outcomes, try writer.state().cursor.seq)
        }
    }

    private func fits(_ bytes: [UInt8], _ introduction: Introduction) -> Bool {
        guard let change = try? Change(decoding: bytes, hash: host.hash) else { return false }
        return introduction.fits(change, hash: host.hash)
    }

    private func admit(_ push: Push, to writer: any SpaceWriter, now: WallTime) throws(StoreError) -> Admission {
        let (request, quotaBytes) = (push.request, push.quotaBytes)
        guard let part = push.part else {
            return try writer.admit(request.changes, quotaBytes: quotaBytes, now: now, hash: host.hash)
        }
        var admission = Admission()
        for bytes in request.changes {
            guard try part.introduction.covers(bytes, in: writer, hash: host.hash) else {
                admission.verdicts.append(.refused(code: .readOnly, detail: part.detail))
                continue
            }
            admission.append(try writer.admit([bytes], quotaBytes: quotaBytes, now: now, hash: host.hash))
        }
        return admission
    }

    /// Reads the page behind the caller's cursor.
    ///
    /// - Parameter tail: Caught up with `reader`.
    func reply(
        to request: SyncRequest, _ taken: Taken, from reader: any SpaceReader, _ tail: LogTail
    ) throws -> SyncReply {
        if let problem = try problem(of: request.cursor, in: reader, tail) { throw problem }
        let limit = PageLimit(
            changes: min(request.limit ?? Limits.changesPerPage, Limits.changesPerPage), bytes: Limits.pageBytes)
        let page =
            try tail.page(after: request.cursor.seq, limit).map { Array($0) }
            ?? read(after: request.cursor, limit, from: reader)
        let idsSuffice = Set(request.known + [request.replica])
        let seq = request.cursor.seq + UInt64(page.count)
        return SyncReply(
            verdicts: taken.admission.verdicts,
            items: page.map { idsSuffice.contains($0.replica) ? .own($0.id) : .change($0.bytes) },
            cursor: Cursor(seq: seq, chain: page.last?.chain ?? request.cursor.chain),
            head: max(try reader.state().cursor.seq, tail.end?.seq ?? 0), serverTime: taken.at)
    }

    /// A page from further back than the tail.
    private func read(
        after start: Cursor, _ limit: PageLimit, from reader: any SpaceReader
    ) throws(StoreError) -> [LogTail.Entry] {
        var cursor = start
        var page: [LogTail.Entry] = []
        for logged in try reader.log(after: start.seq, page: limit) {
            cursor = cursor.advanced(over: logged.id, hash: host.hash)
            page.append(
                LogTail.Entry(id: logged.id, replica: logged.replica, bytes: logged.bytes, chain: cursor.chain))
        }
        return page
    }

    private func problem(
        of cursor: Cursor, in reader: any SpaceReader, _ tail: LogTail
    ) throws(StoreError) -> Problem? {
        let known = tail.chain(at: cursor.seq)
        guard let chain = known == nil ? try reader.chain(at: cursor.seq, hash: host.hash) : known else {
            return Problem(.historyChanged, "this log ends before \(cursor.seq)")
        }
        return chain == cursor.chain
            ? nil : Problem(.historyChanged, "this log has other changes up to \(cursor.seq)")
    }
}
