package import HuddleCore

/// What entries are put together by.
package enum ExportGroup: String, CaseIterable, Hashable, Sendable {
    case owner
    case customer
    case meeting
    case due
    case status
    case product
    case kind

    /// What stands over the entries that have no value.
    var nothing: String {
        switch self {
        case .owner: "No owner"
        case .customer: "No customer"
        case .meeting: "No meeting"
        case .due: "No due date"
        case .status: "No status"
        case .product: "No product"
        case .kind: "No kind"
        }
    }
}

/// The value that the entries of a group have in common, and its place among the others.
package struct ExportHeading: Hashable, Sendable {
    /// Nil for the group of those without a value, which comes last.
    package let value: String?
    /// Where the groups have an order of their own: overdue first, then today.
    let rank: Int
    /// As it is compared, so that capitals and spaces do not part a name's groups.
    private let folded: String
    private let group: ExportGroup

    init(_ value: String?, of group: ExportGroup, rank: Int = 0) {
        self.value = value
        self.group = group
        self.rank = value == nil ? .max : rank
        folded = value.map(Names.folded) ?? ""
    }

    package var text: String { value ?? group.nothing }

    package static func == (left: ExportHeading, right: ExportHeading) -> Bool {
        left.rank == right.rank && left.group == right.group
            && (left.value ?? "").utf8.elementsEqual((right.value ?? "").utf8)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(rank)
        for byte in (value ?? "").utf8 { hasher.combine(byte) }
    }
}

extension ExportHeading: Comparable {
    package static func < (left: ExportHeading, right: ExportHeading) -> Bool {
        if left.rank != right.rank { return left.rank < right.rank }
        // By bytes, the same on every machine.
        if !left.folded.utf8.elementsEqual(right.folded.utf8) {
            return left.folded.utf8.lexicographicallyPrecedes(right.folded.utf8)
        }
        return (left.value ?? "").utf8.lexicographicallyPrecedes((right.value ?? "").utf8)
    }
}

extension ExportGroup {
    /// The headings that an entry belongs under, the first first.
    package func headings(of outline: EntryOutline, meeting: Meeting?, today: CivilDate) -> [ExportHeading] {
        switch self {
        case .owner:
            let owners = outline.owners.map { ExportHeading($0, of: self) }.sorted()
            return owners.isEmpty ? [ExportHeading(nil, of: self)] : owners
        case .customer: return [ExportHeading(outline.customer ?? meeting?.customer, of: self)]
        case .product: return [ExportHeading(outline.product, of: self)]
        case .meeting: return [heading(of: meeting, id: outline.meeting)]
        case .due: return [heading(of: outline, today: today)]
        case .status:
            let rank = outline.status.known.flatMap { EntryStatus.allCases.firstIndex(of: $0) }
            return [ExportHeading(outline.status.text, of: self, rank: rank ?? EntryStatus.allCases.count)]
        case .kind: return [heading(of: outline.kind)]
        }
    }

    /// Decisions, then what is to be done, then what is not known yet, then what was said: as minutes are read.
    private func heading(of kind: OpenWord<EntryKind>) -> ExportHeading {
        guard let known = kind.known else { return ExportHeading(kind.text, of: self, rank: 9) }
        switch known {
        case .decision: return ExportHeading("Decisions", of: self, rank: 0)
        case .action: return ExportHeading("Actions", of: self, rank: 1)
        case .promise: return ExportHeading("Promises", of: self, rank: 2)
        case .question: return ExportHeading("Open questions", of: self, rank: 3)
        case .frustration: return ExportHeading("Frustrations", of: self, rank: 4)
        case .challenge: return ExportHeading("Challenges", of: self, rank: 5)
        case .insight: return ExportHeading("Insights", of: self, rank: 6)
        case .idea: return ExportHeading("Ideas", of: self, rank: 7)
        case .note: return ExportHeading("Notes", of: self, rank: 8)
        }
    }

    private func heading(of outline: EntryOutline, today: CivilDate) -> ExportHeading {
        guard let due = outline.due else { return ExportHeading(nil, of: self) }
        let days = due.daysSince1970 - today.daysSince1970
        switch days {
        case ..<0:
            return outline.isOverdue(on: today)
                ? ExportHeading("Overdue", of: self, rank: 0) : ExportHeading("Earlier", of: self, rank: 5)
        case 0: return ExportHeading("Today", of: self, rank: 1)
        case ...7: return ExportHeading("Within 7 days", of: self, rank: 2)
        case ...30: return ExportHeading("Within 30 days", of: self, rank: 3)
        default: return ExportHeading("Later", of: self, rank: 4)
        }
    }

    /// The latest meeting first, then those without a day, then one that has not arrived.
    private func heading(of meeting: Meeting?, id: RecordID?) -> ExportHeading {
        guard let id else { return ExportHeading(nil, of: self) }
        guard let meeting else { return ExportHeading("Meeting " + id.text, of: self, rank: .max - 1) }
        guard let day = meeting.day else { return ExportHeading(meeting.title, of: self, rank: .max - 2) }
        return ExportHeading(meeting.title + ", " + day.text, of: self, rank: -day.daysSince1970)
    }
}
