package import HuddleCore

/// An entry at its place in an export.
package struct ExportItem: Sendable {
    package let listed: ListedEntry
    /// What it stands under; an entry with two owners stands under each.
    package let heading: ExportHeading
    /// Whether the item before it stood under another heading.
    package let startsGroup: Bool
    /// Whether the entry has not been written before, under another heading.
    package let isFirst: Bool
    package let isOverdue: Bool

    package var entry: Entry { listed.entry }
}

extension ListedEntry {
    /// The entry's own customer, else its meeting's.
    var customer: String? { entry.customer ?? meeting?.customer }
    /// The entry's own site, else its meeting's.
    var site: String? { entry.site ?? meeting?.site }
}
