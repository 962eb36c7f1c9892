import HTTPTypes
import HuddleCore
import HuddleStore
import HuddleWire
import Synchronization

/// What a server counts of itself while it runs.
///
/// - Invariant: A label is one of few words of the server's own. Nothing that a caller writes becomes one.
package final class Metrics: Sendable {
    struct Request: Hashable {
        let method: String
        let route: String
        let status: Int
    }

    struct Counts: Sendable {
        var requests: [Request: UInt64] = [:]
        /// By route.
        var latencies: [String: Histogram] = [:]
        var problems: [ProblemCode: UInt64] = [:]
        var syncs: UInt64 = 0
        var admitted: UInt64 = 0
        var duplicates: UInt64 = 0
        var refused: [RefusalCode: UInt64] = [:]
        var commits = Histogram()
        var commitCalls: UInt64 = 0
        var sentBytes: UInt64 = 0
        var webhookTries: [WebhookTry: UInt64] = [:]
    }

    /// What a try to tell a webhook something came to.
    enum WebhookTry: String, CaseIterable {
        case delivered, failed, refused, withdrawn
        /// It failed, and is not tried again.
        case givenUp = "given_up"
    }

    private let state = Mutex(Counts())

    package init() {}

    var counts: Counts { state.withLock { $0 } }

    /// - Parameters:
    ///   - route: As the table of routes has it; nil for an address that is none of ours.
    ///   - bytes: Of the answer's body, as far as that is known before it is sent: a stream's is not.
    func answered(_ method: HTTPRequest.Method, _ route: String?, _ status: Int, took: Duration, bytes: Int) {
        let route = route ?? "unknown"
        let request = Request(
            method: Self.methods.contains(method) ? method.rawValue : "other", route: route, status: status)
        state.withLock { counts in
            counts.requests[request, default: 0] += 1
            counts.latencies[route, default: Histogram()].add(took)
            counts.sentBytes += UInt64(max(0, bytes))
        }
    }

    func refused(_ code: ProblemCode) {
        state.withLock { $0.problems[code, default: 0] += 1 }
    }

    func synced(_ verdicts: [Verdict]) {
        state.withLock { counts in
            counts.syncs += 1
            for verdict in verdicts {
                switch verdict {
                case .admitted: counts.admitted += 1
                case .duplicate: counts.duplicates += 1
                case .refused(let code, _): counts.refused[code, default: 0] += 1
                }
            }
        }
    }

    func committed(calls: Int, took: Duration) {
        state.withLock { counts in
            counts.commits.add(took)
            counts.commitCalls += UInt64(calls)
        }
    }

    func told(_ outcome: DeliveryOutcome, _ delivery: WebhookDelivery?) {
        let word: WebhookTry
        switch delivery?.state {
        case .delivered: word = .delivered
        case .withdrawn: word = .withdrawn
        case .givenUp: word = .givenUp
        case .waiting, nil: if case .refused = outcome { word = .refused } else { word = .failed }
        }
        state.withLock { $0.webhookTries[word, default: 0] += 1 }
    }

    private static let methods: Set<HTTPRequest.Method> = [
        .get, .head, .post, .put, .delete, .patch, .options, .trace, .connect,
    ]
}
