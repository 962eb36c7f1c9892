/// Why a whole call failed. The texts are stable; `Protocol/errors.md` says of each when it is given and what to do.
package enum ProblemCode: String, CaseIterable, Hashable, Sendable {
    case malformed
    case unsupportedMediaType = "unsupported_media_type"
    case tooLarge = "too_large"
    case unauthorized
    /// The member's role does not allow it.
    case forbidden
    /// A webhook's address that the server does not call, whoever asks.
    case targetRefused = "target_refused"
    /// Also for what exists and is not the caller's: nobody learns which spaces there are.
    case notFound = "not_found"
    case methodNotAllowed = "method_not_allowed"
    case spaceDeleted = "space_deleted"
    case invitationInvalid = "invitation_invalid"
    /// The cursor names a history that this log does not have.
    case historyChanged = "history_changed"
    /// Of members or open invitations.
    case limitReached = "limit_reached"
    case tooManyRequests = "too_many_requests"
    case storageFull = "storage_full"
    case unavailable
    case internalError = "internal_error"
    /// A code of a newer server.
    case unknown

    package var status: Int {
        switch self {
        case .malformed: 400
        case .unauthorized: 401
        case .forbidden, .targetRefused: 403
        case .notFound: 404
        case .methodNotAllowed: 405
        case .historyChanged, .limitReached: 409
        case .invitationInvalid, .spaceDeleted: 410
        case .tooLarge: 413
        case .unsupportedMediaType: 415
        case .tooManyRequests: 429
        case .internalError, .unknown: 500
        case .unavailable: 503
        case .storageFull: 507
        }
    }

    package var title: String {
        switch self {
        case .malformed: "The request cannot be read"
        case .unauthorized: "No valid token"
        case .forbidden: "This member may not do this"
        case .targetRefused: "The server does not call this address"
        case .notFound: "There is no such thing here"
        case .methodNotAllowed: "This address does not take this method"
        case .historyChanged: "The log has another history than the cursor"
        case .limitReached: "The space has as many of these as it may have"
        case .spaceDeleted: "The space was deleted"
        case .invitationInvalid: "The invitation is unknown, used or expired"
        case .tooLarge: "The request is over a limit"
        case .unsupportedMediaType: "The body's type is not understood"
        case .tooManyRequests: "Too many requests"
        case .internalError: "The server failed"
        case .unavailable: "The server is not ready"
        case .storageFull: "The server's disk is full"
        case .unknown: "The server answered with a code of a newer version"
        }
    }

    package var retry: Retry {
        switch self {
        case .malformed, .methodNotAllowed, .notFound, .spaceDeleted, .tooLarge, .unsupportedMediaType: .never
        case .unauthorized, .forbidden, .targetRefused, .invitationInvalid, .limitReached: .action
        case .historyChanged: .now
        case .tooManyRequests, .internalError, .unavailable, .storageFull, .unknown: .after
        }
    }
}

/// When the same call may succeed.
package enum Retry: String, CaseIterable, Hashable, Sendable {
    case now
    case after
    /// Once a person has done something.
    case action
    case never
}

/// Problem details of RFC 9457, with a stable `code` and `retry`.
package struct Problem: Error, Hashable, Sendable {
    package static let jsonType = "application/problem+json"

    package var code: ProblemCode
    package var detail: String
    package var retryAfterSeconds: Int?
    package var retry: Retry

    /// - Parameter retry: Nil for what the code says.
    package init(_ code: ProblemCode, _ detail: String, retryAfterSeconds: Int? = nil, retry: Retry? = nil) {
        self.code = code
        self.detail = detail
        self.retryAfterSeconds = retryAfterSeconds
        self.retry = retry ?? code.retry
    }
}

extension Problem: ProtoBacked {
    init(_ proto: ProtoProblem) throws(WireError) {
        guard !proto.code.isEmpty else { throw .malformed("a problem without a code") }
        let code = ProblemCode(rawValue: proto.code)
        self.init(
            code ?? .unknown, code == nil ? "\(proto.code): \(proto.detail)" : proto.detail,
            retryAfterSeconds: proto.retryAfterSeconds == 0 ? nil : Int(proto.retryAfterSeconds),
            retry: Retry(rawValue: proto.retry))
    }

    var proto: ProtoProblem {
        var proto = ProtoProblem()
        proto.type = "urn:huddle:problem:" + code.rawValue
        proto.title = code.title
        proto.status = UInt32(code.status)
        proto.detail = detail
        proto.code = code.rawValue
        proto.retry = retry.rawValue
        proto.retryAfterSeconds = retryAfterSeconds.map { UInt32(clamping: $0) } ?? 0
        return proto
    }
}
