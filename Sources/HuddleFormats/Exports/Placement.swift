import HuddleCore

/// An entry under one of its headings, and what decides where it stands there.
struct Placement: BitwiseCopyable, Sendable {
    /// The heading, by the number it got when it was first seen.
    let group: Int32
    let isFirst: Bool
    let isOverdue: Bool
    /// In days since 1970.
    let due: Int32
    let sort: Int64
    /// In milliseconds since 1970.
    let created: Int64
    let id: RecordID
    let place: RecordPlace
}

/// The order of an export: by heading, by what was asked for, by due date, by age.
struct PlacementOrder: Sendable {
    /// In order.
    let headings: [ExportHeading]
    /// By a heading's number, where it stands among all.
    private let ranks: [Int32]

    /// - Parameter numbers: Of every heading, from 0.
    init(_ numbers: [ExportHeading: Int32]) {
        let sorted = numbers.sorted { $0.key < $1.key }
        var ranks = [Int32](repeating: 0, count: sorted.count)
        for (rank, heading) in sorted.enumerated() { ranks[Int(heading.value)] = Int32(rank) }
        self.ranks = ranks
        headings = sorted.map(\.key)
    }

    func rank(of placement: Placement) -> Int32 { ranks[Int(placement.group)] }

    func precedes(_ left: Placement, _ right: Placement) -> Bool {
        if left.group != right.group { return rank(of: left) < rank(of: right) }
        if left.sort != right.sort { return left.sort < right.sort }
        if left.due != right.due { return left.due < right.due }
        if left.created != right.created { return left.created < right.created }
        return left.id < right.id
    }
}
