/// A log's word on one change that was pushed to it.
package enum Verdict: Hashable, Sendable {
    /// New, and now part of the log.
    case admitted
    /// Part of the log before.
    case duplicate
    case refused(code: RefusalCode, detail: String)
}

/// Why a change is not taken. The texts are stable; `Protocol/errors.md` says of each when it is given and what to do.
package enum RefusalCode: String, CaseIterable, Hashable, Sendable {
    /// The bytes are no change, or over a limit.
    case malformed
    /// Stamped further ahead of the server's clock than `Limits.clockAheadMilliseconds`.
    case clockAhead = "clock_ahead"
    /// Stamped no later than a change that it says it is based on.
    case stampOrder = "stamp_order"
    /// The space may not grow.
    case quota
    /// Its sender may read this space and not write to it.
    case readOnly = "read_only"
    /// A code of a newer server.
    case unknown
}
