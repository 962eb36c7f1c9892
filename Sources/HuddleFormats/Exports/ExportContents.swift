package import HuddleCore

/// What an export says of itself: where its entries come from and which they are.
package struct ExportContents: Hashable, Sendable {
    /// The name of the space, or of a log that has not joined one.
    package let space: String
    /// The filter in words: "open actions of customer Acme".
    package let filter: String
    package let time: WallTime
    /// Overdue is what was due before this day.
    package let today: CivilDate

    package init(space: String, filter: String, time: WallTime, today: CivilDate) {
        self.space = space
        self.filter = filter
        self.time = time
        self.today = today
    }
}
