import Foundation
package import HuddleCore

/// Asks which replicas' changes the server holds exactly as the caller does.
package struct CompareRequest: Hashable, Sendable {
    package var digests: [ReplicaDigest]

    package init(digests: [ReplicaDigest]) {
        self.digests = digests
    }
}

package struct CompareReply: Hashable, Sendable {
    /// Of these, the ids alone tell everything.
    package var same: [ReplicaID]

    package init(same: [ReplicaID]) {
        self.same = same
    }
}

extension CompareRequest: ProtoBacked {
    init(_ proto: ProtoCompareRequest) throws(WireError) {
        guard proto.digests.count <= Limits.replicasPerComparison else {
            throw .malformed("\(proto.digests.count) replicas, more than \(Limits.replicasPerComparison)")
        }
        var digests: [ReplicaDigest] = []
        for digest in proto.digests {
            guard let sum = Digest128(exactly: digest.sum) else {
                throw .malformed("a sum of \(digest.sum.count) bytes instead of 16")
            }
            digests.append(
                ReplicaDigest(replica: ReplicaID(bits: digest.replica), count: digest.count, sum: sum))
        }
        self.init(digests: digests)
    }

    var proto: ProtoCompareRequest {
        var proto = ProtoCompareRequest()
        proto.digests = digests.map { digest in
            var item = ProtoReplicaDigest()
            item.replica = digest.replica.bits
            item.count = digest.count
            item.sum = Data(digest.sum.bytes)
            return item
        }
        return proto
    }
}

extension CompareReply: ProtoBacked {
    init(_ proto: ProtoCompareReply) throws(WireError) {
        guard proto.same.count <= Limits.replicasPerComparison else {
            throw .malformed("\(proto.same.count) replicas, more than \(Limits.replicasPerComparison)")
        }
        self.init(same: proto.same.map { ReplicaID(bits: $0) })
    }

    var proto: ProtoCompareReply {
        var proto = ProtoCompareReply()
        proto.same = same.map(\.bits)
        return proto
    }
}
