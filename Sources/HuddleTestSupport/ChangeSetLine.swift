import HuddleCore
import HuddleWire

/// A set of changes as `Protocol/reference/differential.py` writes it: each in hexadecimal, a space between two, in the order
/// in which they arrive.
package enum ChangeSetLine {
    /// The canonical dump of what they add up to; nil where the line holds anything else.
    package static func dump(_ line: String) -> String? {
        let parts = line.split(separator: " ")
        let changes = parts.compactMap { Hex.decode($0) }
        return changes.count == parts.count ? StateDump.dump(merging: changes, hash: Fingerprint.hash128) : nil
    }
}
