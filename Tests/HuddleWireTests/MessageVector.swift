import Foundation
import HuddleCore
import HuddleWire
import Testing

/// One vector of `messages.json` or `errors.json`.
struct MessageVector: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let message: Name
    let bodies: [(BodyFormat, [UInt8])]
    /// Whether a program of this version writes this.
    let canonical: Bool?
    let error: String?
    let value: PlainValue?
    let status: Int?
    let retry: String?

    var testDescription: String { "\(message): \(name)" }

    enum Name: String, Decodable, Sendable {
        case cursor = "Cursor"
        case syncRequest = "SyncRequest"
        case syncReply = "SyncReply"
        case compareRequest = "CompareRequest"
        case compareReply = "CompareReply"
        case joinRequest = "JoinRequest"
        case joinReply = "JoinReply"
        case memberList = "MemberList"
        case memberInfo = "MemberInfo"
        case deviceInfo = "DeviceInfo"
        case memberChange = "MemberChange"
        case invitationRequest = "InvitationRequest"
        case invitationInfo = "InvitationInfo"
        case invitationList = "InvitationList"
        case feedRequest = "FeedRequest"
        case feedInfo = "FeedInfo"
        case feedList = "FeedList"
        case webhookRequest = "WebhookRequest"
        case webhookInfo = "WebhookInfo"
        case webhookList = "WebhookList"
        case webhookChange = "WebhookChange"
        case deliveryRequest = "DeliveryRequest"
        case deliveryInfo = "DeliveryInfo"
        case deliveryList = "DeliveryList"
        case problem = "Problem"
    }

    private enum Key: String, CodingKey {
        case name, message, protobuf, json, canonical, error, value, status, retry
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        name = try container.decode(String.self, forKey: .name)
        message = try container.decodeIfPresent(Name.self, forKey: .message) ?? .problem
        canonical = try container.decodeIfPresent(Bool.self, forKey: .canonical)
        error = try container.decodeIfPresent(String.self, forKey: .error)
        value = try container.decodeIfPresent(PlainValue.self, forKey: .value)
        status = try container.decodeIfPresent(Int.self, forKey: .status)
        retry = try container.decodeIfPresent(String.self, forKey: .retry)
        var bodies: [(BodyFormat, [UInt8])] = []
        if let parts = try container.decodeIfPresent(Parts.self, forKey: .protobuf) {
            bodies.append((.protobuf, parts.bytes))
        }
        if let text = try container.decodeIfPresent(String.self, forKey: .json) {
            bodies.append((.json, Array(text.utf8)))
        }
        self.bodies = bodies
    }

    static func all(_ file: String) throws -> [MessageVector] {
        struct Vectors: Decodable { let vectors: [MessageVector] }
        let data = try Data(contentsOf: ProtocolFolder.file("vectors/" + file))
        return try JSONDecoder().decode(Vectors.self, from: data).vectors
    }

    func read(_ body: [UInt8], as format: BodyFormat) throws(WireError) -> any WireMessage {
        switch message {
        case .cursor: try SyncRequest(decoding: Self.wrap(body, as: format), as: format)
        case .syncRequest: try SyncRequest(decoding: body, as: format)
        case .syncReply: try SyncReply(decoding: body, as: format)
        case .compareRequest: try CompareRequest(decoding: body, as: format)
        case .compareReply: try CompareReply(decoding: body, as: format)
        case .joinRequest: try JoinRequest(decoding: body, as: format)
        case .joinReply: try JoinReply(decoding: body, as: format)
        case .memberList: try MemberList(decoding: body, as: format)
        case .memberInfo: try MemberInfo(decoding: body, as: format)
        case .deviceInfo: try DeviceInfo(decoding: body, as: format)
        case .memberChange: try MemberChange(decoding: body, as: format)
        case .invitationRequest: try InvitationRequest(decoding: body, as: format)
        case .invitationInfo: try InvitationInfo(decoding: body, as: format)
        case .invitationList: try InvitationList(decoding: body, as: format)
        case .feedRequest: try FeedRequest(decoding: body, as: format)
        case .feedInfo: try FeedInfo(decoding: body, as: format)
        case .feedList: try FeedList(decoding: body, as: format)
        case .webhookRequest: try WebhookRequest(decoding: body, as: format)
        case .webhookInfo: try WebhookInfo(decoding: body, as: format)
        case .webhookList: try WebhookList(decoding: body, as: format)
        case .webhookChange: try WebhookChange(decoding: body, as: format)
        case .deliveryRequest: try DeliveryRequest(decoding: body, as: format)
        case .deliveryInfo: try DeliveryInfo(decoding: body, as: format)
        case .deliveryList: try DeliveryList(decoding: body, as: format)
        case .problem: try Problem(decoding: body, as: format)
        }
    }

    func write(_ read: any WireMessage, as format: BodyFormat) throws(WireError) -> [UInt8] {
        let body = try read.encoded(as: format)
        return message == .cursor ? Self.unwrap(body, as: format) : body
    }

    func isEqual(_ read: any WireMessage) -> Bool {
        guard let value else { return true }
        return switch message {
        case .cursor: (read as? SyncRequest)?.cursor == value.cursor
        case .syncRequest: read as? SyncRequest == value.syncRequest
        case .syncReply: read as? SyncReply == value.syncReply
        case .compareRequest: read as? CompareRequest == value.compareRequest
        case .compareReply: read as? CompareReply == value.compareReply
        case .joinRequest: read as? JoinRequest == value.joinRequest
        case .joinReply: read as? JoinReply == value.joinReply
        case .memberList: read as? MemberList == value.people?.memberList
        case .memberInfo: read as? MemberInfo == value.people?.memberInfo
        case .deviceInfo: read as? DeviceInfo == value.people?.deviceInfo
        case .memberChange: read as? MemberChange == value.people?.memberChange
        case .invitationRequest: read as? InvitationRequest == value.people?.invitationRequest
        case .invitationInfo: read as? InvitationInfo == value.people?.invitationInfo
        case .invitationList: read as? InvitationList == value.people?.invitationList
        case .feedRequest: read as? FeedRequest == value.feed?.request
        case .feedInfo: read as? FeedInfo == value.feed?.info
        case .feedList: read as? FeedList == value.feed?.list
        case .webhookRequest: read as? WebhookRequest == value.webhooks?.request
        case .webhookInfo: read as? WebhookInfo == value.webhooks?.info
        case .webhookList: read as? WebhookList == value.webhooks?.list
        case .webhookChange: read as? WebhookChange == value.webhooks?.change
        case .deliveryRequest: read as? DeliveryRequest == value.webhooks?.deliveryRequest
        case .deliveryInfo: read as? DeliveryInfo == value.webhooks?.deliveryInfo
        case .deliveryList: read as? DeliveryList == value.webhooks?.deliveryList
        case .problem: read as? Problem == value.problem
        }
    }

    /// A cursor never travels alone: it is read as a request's, which has nothing else.
    private static func wrap(_ body: [UInt8], as format: BodyFormat) -> [UInt8] {
        switch format {
        case .protobuf: [0x0a, UInt8(body.count)] + body
        case .json: Array(#"{"cursor":"#.utf8) + body + [UInt8(ascii: "}")]
        }
    }

    private static func unwrap(_ body: [UInt8], as format: BodyFormat) -> [UInt8] {
        switch format {
        case .protobuf: Array(body.dropFirst(2))
        case .json: Array(body.dropFirst(#"{"cursor":"#.utf8.count).dropLast())
        }
    }
}

/// What a message says, as the vectors show it.
struct PlainValue: Decodable, Sendable {
    let cursor: Cursor?
    let syncRequest: SyncRequest?
    let syncReply: SyncReply?
    let compareRequest: CompareRequest?
    let compareReply: CompareReply?
    let joinRequest: JoinRequest?
    let joinReply: JoinReply?
    let people: PlainPeople?
    let feed: PlainFeed?
    let webhooks: PlainWebhooks?
    let problem: Problem?

    init(from decoder: any Decoder) throws {
        cursor = try? PlainCursor(from: decoder).cursor
        syncRequest = try? PlainRequest(from: decoder).request
        syncReply = try? PlainReply(from: decoder).reply
        compareRequest = try? PlainComparison(from: decoder).request
        compareReply = try? PlainSame(from: decoder).reply
        joinRequest = try? PlainJoin(from: decoder).request
        joinReply = try? PlainAdmission(from: decoder).reply
        people = try? PlainPeople(from: decoder)
        feed = try? PlainFeed(from: decoder)
        webhooks = try? PlainWebhooks(from: decoder)
        problem = try? PlainProblem(from: decoder).problem
    }
}

private struct PlainCursor: Decodable {
    let seq: String, chain: Digits

    var cursor: Cursor? {
        guard let seq = UInt64(seq), let chain = Digest128(exactly: chain.bytes) else { return nil }
        return Cursor(seq: seq, chain: chain)
    }
}

private struct PlainRequest: Decodable {
    let cursor: PlainCursor, replica: Digits, changes: [Digits], limit: Int?, known: [Digits]

    var request: SyncRequest? {
        cursor.cursor.map {
            SyncRequest(
                cursor: $0, replica: ReplicaID(bits: replica.number), changes: changes.map(\.bytes), limit: limit,
                known: known.map { ReplicaID(bits: $0.number) })
        }
    }
}

private struct PlainReply: Decodable {
    struct PlainVerdict: Decodable {
        let outcome: String, code: String?, detail: String?

        var verdict: Verdict? {
            switch outcome {
            case "admitted": return .admitted
            case "duplicate": return .duplicate
            default:
                guard let code, let detail else { return nil }
                return .refused(code: RefusalCode(rawValue: code), detail: detail)
            }
        }
    }

    struct PlainItem: Decodable {
        let change: Digits?, own: Digits?

        var item: SyncReply.Item? {
            if let change { return .change(change.bytes) }
            return own.flatMap { Digest128(exactly: $0.bytes) }.map { .own(ChangeID($0)) }
        }
    }

    let verdicts: [PlainVerdict], items: [PlainItem], cursor: PlainCursor, head: String, serverTime: String
    let spaceName: String?

    var reply: SyncReply? {
        guard let cursor = cursor.cursor, let head = UInt64(head), let time = Int64(serverTime) else { return nil }
        return SyncReply(
            verdicts: verdicts.compactMap(\.verdict), items: items.compactMap(\.item), cursor: cursor, head: head,
            serverTime: WallTime(milliseconds: time), spaceName: spaceName ?? "")
    }
}

private struct PlainComparison: Decodable {
    struct PlainDigest: Decodable {
        let replica: Digits, count: String, sum: Digits
    }

    let digests: [PlainDigest]

    var request: CompareRequest? {
        var read: [ReplicaDigest] = []
        for digest in digests {
            guard let count = UInt64(digest.count), let sum = Digest128(exactly: digest.sum.bytes) else { return nil }
            read.append(ReplicaDigest(replica: ReplicaID(bits: digest.replica.number), count: count, sum: sum))
        }
        return CompareRequest(digests: read)
    }
}

private struct PlainSame: Decodable {
    let same: [Digits]

    var reply: CompareReply { CompareReply(same: same.map { ReplicaID(bits: $0.number) }) }
}

private struct PlainJoin: Decodable {
    let secret: Digits, tokenHash: Digits, device: String

    var request: JoinRequest { JoinRequest(secret: secret.bytes, tokenHash: tokenHash.bytes, device: device) }
}

private struct PlainAdmission: Decodable {
    let space: Digits, spaceName: String, memberName: String, department: String

    var reply: JoinReply? {
        Digest128(exactly: space.bytes).map {
            JoinReply(space: RecordID($0), spaceName: spaceName, memberName: memberName, department: department)
        }
    }
}

private struct PlainProblem: Decodable {
    let code: String, detail: String, retry: String?, retryAfterSeconds: Int?

    var problem: Problem {
        guard let known = ProblemCode(rawValue: code) else {
            return Problem(
                .unknown, "\(code): \(detail)", retryAfterSeconds: retryAfterSeconds,
                retry: retry.flatMap { Retry(rawValue: $0) })
        }
        return Problem(known, detail, retryAfterSeconds: retryAfterSeconds)
    }
}

/// Bytes in hexadecimal.
struct Digits: Decodable, Sendable {
    let bytes: [UInt8]

    var number: UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let bytes = Hex.decode(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not hexadecimal")
        }
        self.bytes = bytes
    }
}

/// Bytes in hexadecimal, or in parts of which some repeat.
struct Parts: Decodable, Sendable {
    struct Repeated: Decodable {
        let `repeat`: Digits
        let times: Int
    }

    let bytes: [UInt8]

    init(from decoder: any Decoder) throws {
        if let plain = try? Digits(from: decoder) {
            bytes = plain.bytes
            return
        }
        var list = try decoder.unkeyedContainer()
        var bytes: [UInt8] = []
        while !list.isAtEnd {
            if let plain = try? list.decode(Digits.self) {
                bytes += plain.bytes
            } else {
                let part = try list.decode(Repeated.self)
                bytes += repeatElement(part.repeat.bytes, count: part.times).joined()
            }
        }
        self.bytes = bytes
    }
}
