/// A log's word on one change that was pushed to it.
package enum Verdict: Hashable, Sendable {
    /// New, and now part of the log.
    case admitted
    /// Part of the log before.
    case duplicate
    case refused(code: RefusalCode, detail: String)
}

/// Why a change is not taken. The texts are stable; `Protocol/errors.md` says of each when it is given and what to do.
package enum RefusalCode: Hashable, Sendable {
    /// The bytes are no change, or over a limit.
    case malformed
    /// Stamped further ahead of the server's clock than `Limits.clockAheadMilliseconds`.
    case clockAhead
    /// The call brings changes of more replicas than `Limits.authorsPerCall`; this change belongs to one too many.
    case tooManyAuthors
    /// The space may not grow.
    case quota
    /// Its sender may read this space and not write to it, or nobody may.
    case readOnly
    /// A code of a newer server, as it names it.
    case unknown(String)
}

extension RefusalCode: RawRepresentable, CaseIterable {
    /// Those that this version gives.
    package static let allCases: [RefusalCode] = [
        .malformed, .clockAhead, .tooManyAuthors, .quota, .readOnly,
    ]

    package init(rawValue: String) {
        switch rawValue {
        case "malformed": self = .malformed
        case "clock_ahead": self = .clockAhead
        case "too_many_authors": self = .tooManyAuthors
        case "quota": self = .quota
        case "read_only": self = .readOnly
        default: self = .unknown(rawValue)
        }
    }

    package var rawValue: String {
        switch self {
        case .malformed: "malformed"
        case .clockAhead: "clock_ahead"
        case .tooManyAuthors: "too_many_authors"
        case .quota: "quota"
        case .readOnly: "read_only"
        case .unknown(let name): name
        }
    }
}
