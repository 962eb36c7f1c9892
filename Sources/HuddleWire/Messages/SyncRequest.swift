import Foundation
package import HuddleCore

/// Asks a space's log to take the outbox's next page, and to answer with what is new after the cursor.
package struct SyncRequest: Hashable, Sendable {
    package var cursor: Cursor
    /// Whose changes come back as their ids alone.
    package var replica: ReplicaID
    /// The exact bytes of each change.
    package var changes: [[UInt8]]
    /// The most changes wanted back; nil for as many as a page holds.
    package var limit: Int?
    /// More replicas whose changes come back as their ids alone: those that a comparison found equal.
    package var known: [ReplicaID]

    package init(
        cursor: Cursor, replica: ReplicaID, changes: [[UInt8]], limit: Int? = nil, known: [ReplicaID] = []
    ) {
        self.cursor = cursor
        self.replica = replica
        self.changes = changes
        self.limit = limit
        self.known = known
    }
}

extension SyncRequest: ProtoBacked {
    init(_ proto: ProtoSyncRequest) throws(WireError) {
        guard proto.changes.count <= Limits.changesPerPage else {
            throw .malformed("\(proto.changes.count) changes, more than the \(Limits.changesPerPage) of a page")
        }
        guard proto.known.count <= Limits.replicasPerComparison else {
            throw .malformed("\(proto.known.count) known replicas, more than \(Limits.replicasPerComparison)")
        }
        self.init(
            cursor: try Cursor(proto.cursor), replica: ReplicaID(bits: proto.replica),
            changes: proto.changes.map { Array($0) }, limit: proto.limit == 0 ? nil : Int(proto.limit),
            known: proto.known.map { ReplicaID(bits: $0) })
    }

    var proto: ProtoSyncRequest {
        var proto = ProtoSyncRequest()
        proto.cursor = cursor.proto
        proto.replica = replica.bits
        proto.changes = changes.map { Data($0) }
        proto.limit = limit.map { UInt32(clamping: $0) } ?? 0
        proto.known = known.map(\.bits)
        return proto
    }
}

extension Cursor {
    init(_ proto: ProtoCursor) throws(WireError) {
        let chain = proto.chain.isEmpty && proto.seq == 0 ? Digest128.zero : Digest128(exactly: proto.chain)
        guard let chain else { throw .malformed("cursor.chain has \(proto.chain.count) bytes instead of 16") }
        self.init(seq: proto.seq, chain: chain)
    }

    var proto: ProtoCursor {
        var proto = ProtoCursor()
        proto.seq = seq
        if seq > 0 || chain != .zero { proto.chain = Data(chain.bytes) }
        return proto
    }
}
