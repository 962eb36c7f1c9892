package import HuddleCore

/// Something that a check of a log found wrong.
package enum Finding: Hashable, Sendable {
    case storage(String)
    /// The bytes do not have the id that they are stored under, or are no change. `of` is the record that it is filed under,
    /// nil where that is no record.
    case badChange(ChangeID, of: RecordID?)
    /// What stands beside a change's bytes, to look it up by, is not what the bytes say.
    case misfiledChange(ChangeID, of: RecordID?)
    /// What is stored of a record refers to changes that are not there, or that are another record's: their rows are gone.
    case missingChanges(of: RecordID)
    /// What is stored of a record is not what its changes add up to.
    case staleRecord(RecordID)
    /// Changes that no record knows of.
    case strayChanges(Int)
    /// The log's chain does not end in what the cursor says, or changes have places behind that end.
    case brokenChain(seq: UInt64)
}

extension Finding: CustomStringConvertible {
    package var description: String { description { "record \($0.text)" } }

    /// - Parameter name: Says what people call a record.
    package func description(naming name: (RecordID) -> String) -> String {
        switch self {
        case .storage(let detail): "the database: \(detail.visible)"
        case .badChange(let id, let record): "change \(id.hex)\(record.map { " of \(name($0))" } ?? "") is damaged"
        case .misfiledChange(let id, let record):
            "change \(id.hex)\(record.map { " of \(name($0))" } ?? "") is filed under what it does not say"
        case .missingChanges(let id): "what was written to \(name(id)) is missing in part"
        case .staleRecord(let id): "\(name(id)) is not what its changes add up to"
        case .strayChanges(let count):
            "\(Plural.text(count, "change")) \(count == 1 ? "belongs" : "belong") to no record"
        case .brokenChain(let seq): "the chain of the log breaks at \(seq)"
        }
    }

    /// The record that it is about, nil where it is about the log.
    package var record: RecordID? {
        switch self {
        case .badChange(_, let record), .misfiledChange(_, let record): record
        case .missingChanges(let id), .staleRecord(let id): id
        case .storage, .strayChanges, .brokenChain: nil
        }
    }

    /// Whether making everything anew from the changes would put damaged words, or none, in the place of those that are still
    /// shown: a record's row may be the last that has them.
    package var forbidsRebuilding: Bool {
        switch self {
        case .badChange, .missingChanges: true
        case .misfiledChange, .storage, .staleRecord, .strayChanges, .brokenChain: false
        }
    }
}
