package import HuddleCore

/// How far the log had come when an export was written, and who wrote it: what came later is told by it from what was
/// merely written earlier, on a machine that had not synced.
package struct ExportPosition: Hashable, Sendable {
    /// The place in the log up to which this machine had read.
    package let seq: UInt64
    package let replica: ReplicaID

    package init(seq: UInt64, replica: ReplicaID) {
        self.seq = seq
        self.replica = replica
    }

    /// `1234@00112233aabbccdd`.
    package var text: String { String(seq) + "@" + replica.hex }

    package init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, let seq = UInt64(parts[0]), let replica = ReplicaID(hex: String(parts[1])) else {
            return nil
        }
        self.init(seq: seq, replica: replica)
    }
}
