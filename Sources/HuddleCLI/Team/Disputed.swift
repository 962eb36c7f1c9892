import HuddleClient
import HuddleCore
import HuddleStore

/// Which of the records that a merge touched people disagree about now, and what to do about each kind of disagreement.
///
/// It counts as `huddle status` does: what a later page decided, or deleted with all its values seen, is over.
struct Disputed {
    /// More are only counted.
    static let named = 5

    /// The short ids of all of them, in order.
    let all: [String]
    /// Those with more than one value in a field.
    private let inConflict: [String]
    /// Those that somebody deleted and somebody else edited or brought back meanwhile.
    private let editedWhileDeleted: [String]
    /// What is deleted here, and was commented on by somebody who may not have known, or whom the deleter had not heard.
    private let commented: [String]

    /// - Parameters:
    ///   - records: Those that a merge left in conflict.
    ///   - parents: What the comments that came or went with it are about.
    init(_ records: Set<RecordID>, commentsOn parents: Set<RecordID> = [], in log: HuddleLog) throws {
        let found = try records.sorted().compactMap { try log.stored($0) }.filter { $0.projection.presence != .deleted }
        let inConflict = found.filter { !$0.projection.conflicts.isEmpty }
        let editedWhileDeleted = found.filter { $0.projection.presence == .editedWhileDeleted }
        let disputed = Set((inConflict + editedWhileDeleted).map(\.shortID))
        all = found.map(\.shortID).filter { disputed.contains($0) }
        self.inConflict = inConflict.map(\.shortID)
        self.editedWhileDeleted = editedWhileDeleted.map(\.shortID)
        commented = try parents.sorted().compactMap { try log.stored($0) }
            .filter { $0.projection.presence == .deleted }.map(\.shortID)
    }

    /// What to do, a line for each kind.
    var remarks: [String] {
        var remarks: [String] = []
        if !inConflict.isEmpty {
            remarks.append(
                "Both sides of a conflict are kept: `huddle conflicts` shows them, `huddle resolve ID` decides.")
        }
        if !editedWhileDeleted.isEmpty {
            let id = Self.id(of: editedWhileDeleted)
            remarks.append(
                "Deleted by one and edited or brought back by another meanwhile, so still in sight: "
                    + "\(Self.names(editedWhileDeleted)). `huddle restore \(id)` keeps it, `huddle delete \(id)` "
                    + "deletes it.")
        }
        if !commented.isEmpty {
            remarks.append(
                "Commented on by one and deleted by another, so out of sight: \(Self.names(commented)). "
                    + "`huddle restore \(Self.id(of: commented))` brings it back.")
        }
        return remarks
    }

    static func names(_ ids: [String]) -> String {
        let more = ids.count - named
        return ids.prefix(named).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }

    private static func id(of ids: [String]) -> String { ids.count == 1 ? ids[0] : "ID" }
}
