package import HuddleCore
import HuddleStore
import HuddleWire

/// Does what a `WatchMachine` decides: keeps a log up to date for as long as it runs.
package struct Watch: Sendable {
    private let log: HuddleLog
    private let line: any LiveTransport
    private let pause: Pause

    /// Waits. Handed in, for a program has a clock and a test has none.
    package struct Pause: Sendable {
        /// Milliseconds of a clock that only goes forward.
        package let now: @Sendable () -> Int64
        package let sleep: @Sendable (_ milliseconds: Int64) async throws -> Void

        package init(
            now: @escaping @Sendable () -> Int64,
            sleep: @escaping @Sendable (_ milliseconds: Int64) async throws -> Void
        ) {
            self.now = now
            self.sleep = sleep
        }

        package static let real: Pause = {
            let clock = ContinuousClock()
            let start = clock.now
            return Pause(
                now: { Int64((clock.now - start) / .milliseconds(1)) },
                sleep: { try await clock.sleep(for: .milliseconds($0)) })
        }()
    }

    /// What a program shows.
    package enum News: Sendable {
        /// After each sync, with the records that others touched.
        case synced(SyncSummary, arrived: [RecordID])
        case notice(WatchMachine.Notice)
    }

    package init(log: HuddleLog, line: any LiveTransport, pause: Pause) {
        self.log = log
        self.line = line
        self.pause = pause
    }

    /// Returns only by throwing: `SyncError` where going on makes no sense, `CancellationError`, whatever the store throws.
    package func run(_ show: @escaping @Sendable (News) throws -> Void) async throws {
        let (events, mailbox) = AsyncStream.makeStream(of: WatchMachine.Event.self)
        var machine = WatchMachine(random: log.host.random)
        var ear: Task<Void, Never>?
        defer { ear?.cancel() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                while true {
                    try await pause.sleep(Limits.watchTickMilliseconds)
                    mailbox.yield(.tick(hasUnsent: try hasUnsent()))
                }
            }
            mailbox.yield(.start)
            for await event in events {
                var actions = machine.next(event, at: pause.now())[...]
                while let action = actions.popFirst() {
                    switch action {
                    case .sync: mailbox.yield(try await sync(show))
                    case .listen(let head): ear = Task { await listen(after: head, mailbox) }
                    case .hangUp: ear?.cancel()
                    case .say(let notice): try show(.notice(notice))
                    case .fail(let error): throw SyncError.transport(error, SyncSummary())
                    }
                }
            }
            throw CancellationError()
        }
    }

    private func hasUnsent() throws -> Bool {
        try log.store.read { !(try $0.outbox(after: nil, page: PageLimit(changes: 1, bytes: 1)).isEmpty) }
    }

    private func listen(after head: UInt64, _ mailbox: AsyncStream<WatchMachine.Event>.Continuation) async {
        do throws(TransportError) {
            try await line.listen(after: head) { item in
                switch item {
                case .head(let number): mailbox.yield(.heard(number))
                case .heartbeat: mailbox.yield(.beat)
                }
            }
            if !Task.isCancelled { mailbox.yield(.deaf(.unreachable(server: "", detail: "the stream has ended"))) }
        } catch {
            if !Task.isCancelled { mailbox.yield(.deaf(error)) }
        }
    }

    private func sync(_ show: (News) throws -> Void) async throws -> WatchMachine.Event {
        let before = try log.state().cursor
        do {
            let summary = try await SyncEngine(store: log.store, transport: line, host: log.host).sync()
            let after = try log.state()
            try show(.synced(summary, arrived: try arrivals(after: before, in: after)))
            return .synced(upTo: after.cursor.seq)
        } catch SyncError.transport(let error, _) {
            return .syncFailed(error)
        }
    }

    /// What others wrote since then: each record once, the latest last. None after a log was read anew.
    private func arrivals(after cursor: Cursor, in state: SpaceState) throws -> [RecordID] {
        guard state.cursor.seq > cursor.seq, cursor.seq > 0 else { return [] }
        let changes = try log.store.read { try $0.log(after: cursor.seq, page: .full) }
        var seen = Set<RecordID>()
        let records = changes.reversed().filter { $0.replica != state.replica }.compactMap { logged in
            (try? Change(decoding: logged.bytes, hash: log.host.hash))?.record
        }
        return records.filter { seen.insert($0).inserted }.reversed()
    }
}
