import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore
import HuddleWire

/// What a sync came to, in one line and in remarks on what is out of the ordinary.
struct SyncReport {
    private let summary: SyncSummary
    private let disputed: Disputed

    /// How many changes go out with a later sync.
    private let waiting: Int

    /// By how many milliseconds this machine's clock is ahead of the server's.
    private let ahead: Int64

    init(_ summary: SyncSummary, _ log: HuddleLog) throws {
        ahead = -min(0, try log.state().clock.offsetMilliseconds)
        self.summary = summary
        waiting = try log.waiting().toSync
        disputed = try Disputed(summary.conflicted, commentsOn: summary.commented, in: log)
    }

    var line: String {
        var parts: [String] = []
        if summary.sent > 0 { parts.append("sent \(summary.sent)") }
        if summary.received > 0 { parts.append("received \(summary.received)") }
        if !disputed.all.isEmpty {
            parts.append("\(Plural.text(disputed.all.count, "conflict")) (\(Disputed.names(disputed.all)))")
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
        var remarks = disputed.remarks
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
        if summary.clockAhead > 0 { remarks.append(tooFarAhead) }
        if summary.restamped > 0 { remarks.append(restamped) }
        if summary.replicaRenewed {
            remarks.append(
                "This log is a copy of another one, so it goes on under a new name of its own. Nothing is lost.")
        }
        if summary.historyChanged {
            let sent = summary.sentAgain > 0 ? " What it had lost was sent again from here." : ""
            remarks.append("The server was restored from a backup.\(sent)")
        }
        if let name = summary.newName { remarks.append("The team's log is called “\(name.visible)” now.") }
        return remarks
    }

    private var isClockAhead: Bool { ahead > Limits.clockAheadMilliseconds }

    /// A clock that is right has nothing to do with what others stamped far ahead.
    private var tooFarAhead: String {
        let changes = Plural.text(summary.clockAhead, "change")
        let wait = summary.clockAhead == 1 ? "waits" : "wait"
        guard isClockAhead else {
            return "\(changes) \(wait) here for a time to come: stamped far ahead of the server's clock. "
                + "Nothing is lost: a sync sends \(summary.clockAhead == 1 ? "it" : "them") then."
        }
        return "\(changes) \(wait) here: this machine's clock is ahead of the server's. "
            + "Nothing is lost: set the clock right and sync again."
    }

    /// A clock that is right by now may have been wrong when the changes were written.
    private var restamped: String {
        let changes = Plural.text(summary.restamped, "change")
        let were = summary.restamped == 1 ? "was" : "were"
        let kept = "Nothing is lost; the times claimed here are kept beside them."
        guard isClockAhead else {
            return
                "This machine's clock was ahead of the server's when \(changes) \(were) written: sent with corrected times. "
                + kept
        }
        return
            "This machine's clock is \(Plural.span(milliseconds: ahead)) ahead of the server's; \(changes) \(were) sent with "
            + "corrected times. \(kept)"
    }

    /// - Parameter arrived: Short ids of what others wrote, nil where nobody asked.
    func write(to json: inout JSONWriter, arrived: [String]? = nil) {
        json.object { json in
            json.member("sent", summary.sent)
            json.member("received", summary.received)
            json.member("conflicts", disputed.all)
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
