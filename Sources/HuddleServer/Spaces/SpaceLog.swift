import HuddleCore
import HuddleStore
import HuddleWire
import Synchronization

/// One space's log in a running server, open.
final class SpaceLog: Sendable {
    private let store: any SpaceStore
    private let exchange: Exchange
    private let host: Host
    private let queue: CommitQueue
    private let tail: TailBox

    /// - Parameter onCommit: Told of each group that was committed, once it is durable: how many calls it held, what
    ///   was admitted, the log's head, and how long the commit took.
    init(store: any SpaceStore, host: Host, workers: Workers, onCommit: @escaping @Sendable (Commit) -> Void) {
        self.store = store
        self.host = host
        let exchange = Exchange(host: host)
        let tail = TailBox()
        self.exchange = exchange
        self.tail = tail
        queue = CommitQueue(workers: workers) { pushes in
            let clock = ContinuousClock()
            let start = clock.now
            let (outcomes, head) = try exchange.take(pushes, on: store, tail.value)
            onCommit(Commit(outcomes, head: head, took: clock.now - start))
            return outcomes
        }
    }

    /// Durable when this returns.
    func take(_ request: SyncRequest, writing rule: WriteRule) async throws -> Exchange.Taken {
        switch exchange.decide(on: request, rule) {
        case .taken(let taken): taken
        case .push(let push): try await queue.take(push)
        }
    }

    /// Blocks.
    func reply(to request: SyncRequest, _ taken: Exchange.Taken) throws -> SyncReply {
        try store.read { reader in
            try exchange.reply(to: request, taken, from: reader, try tail.caughtUp(with: reader, hash: host.hash))
        }
    }

    /// Blocks.
    func compare(_ request: CompareRequest) throws -> CompareReply {
        try exchange.compare(request, on: store)
    }

    /// Blocks.
    func read<Result>(_ body: (any SpaceReader) throws -> Result) throws -> Result {
        try store.read(body)
    }
}

/// What one transaction came to.
struct Commit: Sendable {
    let calls: Int
    /// The log's last number.
    let head: UInt64
    private(set) var admitted = 0
    private(set) var duplicates = 0
    private(set) var refused: [RefusalCode: Int] = [:]
    let took: Duration

    init(_ outcomes: [Result<Exchange.Taken, Problem>], head: UInt64, took: Duration) {
        calls = outcomes.count
        self.head = head
        self.took = took
        for case .success(let taken) in outcomes {
            for verdict in taken.admission.verdicts {
                switch verdict {
                case .admitted: admitted += 1
                case .duplicate: duplicates += 1
                case .refused(let code, _): refused[code, default: 0] += 1
                }
            }
        }
    }
}

/// The tail that the calls on one log share. What is taken out is a value of its own.
private final class TailBox: Sendable {
    private let tail = Mutex(LogTail())

    var value: LogTail { tail.withLock { $0 } }

    func caughtUp(with reader: any SpaceReader, hash: Hash128) throws -> LogTail {
        try tail.withLock { tail in
            try tail.catchUp(with: reader, hash: hash)
            return tail
        }
    }
}
