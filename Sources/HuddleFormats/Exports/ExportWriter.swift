import HuddleCore

/// Turns entries into a file's bytes piece by piece, in constant memory. Grouping, order and columns were decided before.
package protocol ExportWriter {
    /// The file's start. Called once, first.
    mutating func begin(_ facts: ExportFacts, to out: inout [UInt8])
    /// One entry at its place.
    mutating func add(_ item: ExportItem, to out: inout [UInt8])
    /// The file's end. Called once, last.
    mutating func end(_ facts: ExportFacts, to out: inout [UInt8])
    /// What this format could not hold, as far as it was written.
    var leftOut: [LeftOut] { get }
}

extension ExportWriter {
    package var leftOut: [LeftOut] { [] }
}
