import HuddleCore
import HuddleStore

/// What a member who may only read still writes: who they are, on the record of the person with their name.
///
/// Whoever joins says so from each of their devices. Refused to viewers, each of them would start with a refusal that they did
/// not cause, and be missing among the people whom others give actions to.
/// Source: Protocol/sync.md, "Authentication".
package struct Introduction: Hashable, Sendable {
    private let name: String
    private let department: String
    /// The most that the log may take; nil for no limit.
    let quotaBytes: UInt64?

    package init(name: String, department: String, quotaBytes: UInt64? = nil) {
        self.name = name
        self.department = department
        self.quotaBytes = quotaBytes
    }

    /// Whether a change says no more than who this member is, by itself.
    func fits(_ change: Change, hash: Hash128) -> Bool {
        guard change.type ?? .person == .person, change.record == Person.id(named: name, hash: hash) else {
            return false
        }
        return change.writes.allSatisfy { write in
            switch write.cell {
            case FieldName.name: write.value == .text(name)
            case FieldName.department: write.value == .text(department)
            case CellName(FieldName.replicas, element: change.replica.hex): write.value == .flag(true)
            default: false
            }
        }
    }

    /// Whether the log is to judge a change: it is known already, or says something new of a replica that has written nothing
    /// else, so that nobody puts their name to what others wrote.
    func covers(_ bytes: [UInt8], in reader: any SpaceReader, hash: @escaping Hash128) throws(StoreError) -> Bool {
        let stored: StoredChange
        do throws(ChangeError) { stored = try StoredChange(bytes: bytes, hash: hash) } catch { return false }
        let change = stored.change
        guard fits(change, hash: hash) else { return false }
        if try reader.held([stored.id])[stored.id] != nil { return true }
        let record = try reader.records([change.record])[change.record]
        guard change.writes.contains(where: { record?[$0.cell]?.value != $0.value }) else { return false }
        let replicas = record.flatMap { Projection($0) }.map { Person($0).replicas } ?? []
        if replicas.contains(change.replica) { return true }
        guard replicas.count < Limits.devicesPerMember else { return false }
        return try !reader.hasChanges(of: change.replica)
    }
}
