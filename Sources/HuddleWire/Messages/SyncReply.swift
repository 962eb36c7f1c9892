import Foundation
package import HuddleCore

/// Answers a `SyncRequest`.
package struct SyncReply: Hashable, Sendable {
    package enum Item: Hashable, Sendable {
        /// The exact bytes of a change.
        case change([UInt8])
        /// A change that the caller wrote.
        case own(ChangeID)
    }

    /// One for each change of the request, in its order.
    package var verdicts: [Verdict]
    /// What is new after the request's cursor, in the order of the log.
    package var items: [Item]
    /// The cursor after these items.
    package var cursor: Cursor
    /// The last seq of the log.
    package var head: UInt64
    package var serverTime: WallTime
    /// What the space is called now; empty where the server does not say.
    package var spaceName: String

    package init(
        verdicts: [Verdict], items: [Item], cursor: Cursor, head: UInt64, serverTime: WallTime, spaceName: String = ""
    ) {
        self.verdicts = verdicts
        self.items = items
        self.cursor = cursor
        self.head = head
        self.serverTime = serverTime
        self.spaceName = spaceName
    }
}

extension SyncReply: ProtoBacked {
    init(_ proto: ProtoSyncReply) throws(WireError) {
        var items: [Item] = []
        items.reserveCapacity(proto.items.count)
        for item in proto.items { items.append(try Item(item)) }
        var verdicts: [Verdict] = []
        for verdict in proto.verdicts { verdicts.append(try Verdict(verdict)) }
        self.init(
            verdicts: verdicts, items: items, cursor: try Cursor(proto.cursor), head: proto.head,
            serverTime: WallTime(milliseconds: proto.serverTime), spaceName: proto.spaceName)
    }

    var proto: ProtoSyncReply {
        var proto = ProtoSyncReply()
        proto.verdicts = verdicts.map(\.proto)
        proto.items = items.map(\.proto)
        proto.cursor = cursor.proto
        proto.head = head
        proto.serverTime = serverTime.milliseconds
        proto.spaceName = spaceName
        return proto
    }
}

extension SyncReply.Item {
    fileprivate init(_ proto: ProtoItem) throws(WireError) {
        switch proto.content {
        case .change(let bytes): self = .change(Array(bytes))
        case .own(let bytes):
            guard let digest = Digest128(exactly: bytes) else { throw .malformed("an id of \(bytes.count) bytes") }
            self = .own(ChangeID(digest))
        case nil: throw .malformed("an item without content")
        }
    }

    fileprivate var proto: ProtoItem {
        var proto = ProtoItem()
        switch self {
        case .change(let bytes): proto.change = Data(bytes)
        case .own(let id): proto.own = Data(id.digest.bytes)
        }
        return proto
    }
}

extension Verdict {
    fileprivate init(_ proto: ProtoVerdict) throws(WireError) {
        switch proto.outcome {
        case .admitted: self = .admitted
        case .duplicate: self = .duplicate
        case .refused:
            self = .refused(code: RefusalCode(rawValue: proto.code), detail: proto.detail)
        case .unknown, .UNRECOGNIZED: throw .malformed("a verdict without a known outcome")
        }
    }

    fileprivate var proto: ProtoVerdict {
        var proto = ProtoVerdict()
        switch self {
        case .admitted: proto.outcome = .admitted
        case .duplicate: proto.outcome = .duplicate
        case .refused(let code, let detail):
            proto.outcome = .refused
            proto.code = code.rawValue
            proto.detail = detail
        }
        return proto
    }
}
