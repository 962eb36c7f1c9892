package import HuddleCore

/// What an export says of itself: where its entries come from, which they are, and which are missing.
package struct ExportFacts: Hashable, Sendable {
    /// The name of the space, or of a log that has not joined one.
    package let space: String
    /// The filter in words: "Open actions of customer Acme".
    package let filter: String
    /// The command line that wrote it; nil where a server did.
    package let command: String?
    package let time: WallTime
    /// Overdue is what was due before this day.
    package let today: CivilDate
    /// How far the log had come; nil where that says nothing, as in a test.
    package let position: ExportPosition?
    /// The meeting that it is the minutes of.
    package let meeting: ListedMeeting?
    package internal(set) var count = 0
    package internal(set) var overdue = 0
    /// What is known before the first entry is written.
    package internal(set) var leftOut: [LeftOut] = []

    package init(
        space: String, filter: String, command: String?, time: WallTime, today: CivilDate,
        position: ExportPosition? = nil, meeting: ListedMeeting? = nil
    ) {
        self.space = space
        self.filter = filter
        self.command = command
        self.time = time
        self.today = today
        self.position = position
        self.meeting = meeting
    }

    /// The same of those alone that stand under one heading.
    package func narrowed(to heading: ExportHeading, of group: ExportGroup) -> ExportFacts {
        ExportFacts(
            space: space, filter: filter + ", \(group.rawValue): " + heading.text, command: nil, time: time,
            today: today,
            position: position, meeting: meeting)
    }

    /// "12 entries, 3 overdue".
    package var countWords: String {
        (count == 1 ? "1 entry" : "\(count) entries") + (overdue > 0 ? ", \(overdue) overdue" : "")
    }
}

/// A meeting as exports show it.
package struct ListedMeeting: Hashable, Sendable {
    package let meeting: Meeting
    package let shortID: String
    package let settled: Bool

    package init(meeting: Meeting, shortID: String, settled: Bool) {
        self.meeting = meeting
        self.shortID = shortID
        self.settled = settled
    }
}

/// Something that was not written, and why: "4 texts cut, a cell holds 32767 characters".
package struct LeftOut: Hashable, Sendable {
    package let count: Int
    package let reason: String

    package init(count: Int, reason: String) {
        self.count = count
        self.reason = reason
    }

    package var words: String { "\(count) \(reason)" }
}
