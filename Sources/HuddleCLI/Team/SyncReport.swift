import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore
import HuddleWire

/// What a sync came to, in one line and in remarks on what is out of the ordinary.
struct SyncReport {
    /// More are only counted.
    static let conflictsNamed = 5

    private let summary: SyncSummary
    /// The short ids of what is in conflict, in order.
    private let conflicted: [String]

    /// How many changes go out with a later sync.
    private let waiting: Int

    /// How much this machine's clock is ahead of the server's.
    private let ahead: String

    init(_ summary: SyncSummary, _ log: HuddleLog) throws {
        ahead = Plural.span(milliseconds: min(0, try log.state().clock.offsetMilliseconds))
        self.summary = summary
        let counts = try log.store.read { try $0.waiting() }
        waiting = counts.unsettled - counts.quarantined
        conflicted = try summary.conflicted.sorted().compactMap { try log.stored($0)?.shortID }
    }

    var line: String {
        var parts: [String] = []
        if summary.sent > 0 { parts.append("sent \(summary.sent)") }
        if summary.received > 0 { parts.append("received \(summary.received)") }
        if !conflicted.isEmpty {
            let more = conflicted.count - Self.conflictsNamed
            let names =
                conflicted.prefix(Self.conflictsNamed).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
            parts.append("\(Plural.text(conflicted.count, "conflict")) (\(names))")
        }
        if summary.refused > 0 { parts.append("\(summary.refused) refused") }
        if summary.heldUp != nil {
            parts.append("\(waiting) waiting")
        } else if summary.clockAhead > 0 {
            parts.append("\(summary.clockAhead) waiting")
        }
        guard !parts.isEmpty else { return "Up to date: nothing to send, nothing new." }
        let line = parts.joined(separator: ", ")
        return line.prefix(1).uppercased() + line.dropFirst() + "."
    }

    var remarks: [String] {
        var remarks: [String] = []
        if !conflicted.isEmpty {
            remarks.append(
                "Both sides of a conflict are kept: `huddle conflicts` shows them, `huddle resolve ID` decides.")
        }
        if summary.refused > 0 {
            remarks.append("What was refused is kept here: `huddle quarantine` says why, and what to do.")
        }
        if summary.refusals.values.contains(.quota) {
            remarks.append("Your team's space is full: its admin can make room. Reading goes on.")
        }
        if let problem = summary.heldUp {
            remarks.append(
                "\(problem.code.title), so nothing more was sent. Nothing is lost: "
                    + "\(Plural.text(waiting, "change")) wait here for a later sync. Reading goes on.")
        }
        if summary.clockAhead > 0 {
            remarks.append(
                "\(Plural.text(summary.clockAhead, "change")) wait here: this machine's clock is ahead of the server's. "
                    + "Nothing is lost: set the clock right and sync again.")
        }
        if summary.restamped > 0 {
            remarks.append(
                "This machine's clock is \(ahead) ahead of the server's; "
                    + "\(Plural.text(summary.restamped, "change")) \(summary.restamped == 1 ? "was" : "were") sent with "
                    + "corrected times. Nothing is lost; the times claimed here are kept beside them.")
        }
        if summary.replicaRenewed {
            remarks.append(
                "This log is a copy of another one, so it goes on under a new name of its own. Nothing is lost.")
        }
        if summary.historyChanged {
            remarks.append("The server was restored from a backup. What it had lost was sent again from here.")
        }
        if let name = summary.newName { remarks.append("The team's log is called “\(name.visible)” now.") }
        return remarks
    }

    /// - Parameter arrived: Short ids of what others wrote, nil where nobody asked.
    func write(to json: inout JSONWriter, arrived: [String]? = nil) {
        json.object { json in
            json.member("sent", summary.sent)
            json.member("received", summary.received)
            json.member("conflicts", conflicted)
            json.member("refused", summary.refused)
            json.member("heldUp", summary.heldUp?.code.rawValue)
            json.member("waiting", waiting)
            json.member("clockAhead", summary.clockAhead)
            json.member("restamped", summary.restamped)
            json.member("replicaRenewed", summary.replicaRenewed)
            json.member("historyChanged", summary.historyChanged)
            if let name = summary.newName { json.member("newName", name) }
            if let arrived { json.member("arrived", arrived) }
        }
    }
}
