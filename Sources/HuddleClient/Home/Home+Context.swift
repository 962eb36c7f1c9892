import Foundation
package import HuddleCore

/// The meeting or visit that is going on here: what is captured belongs to it until it ends.
package struct MeetingContext: Hashable, Sendable {
    /// What its user calls it. Both are meetings in the log.
    package enum Word: String, Codable, Hashable, Sendable {
        case meeting
        case visit
    }

    /// How long it goes on unasked.
    package static let hours = Limits.contextHours

    package let meeting: RecordID
    package let word: Word
    package let started: WallTime
    /// When somebody last said that it is going on.
    package var confirmed: WallTime

    package init(meeting: RecordID, word: Word, started: WallTime) {
        self.meeting = meeting
        self.word = word
        self.started = started
        confirmed = started
    }

    /// Whether it may well be over and forgotten. A clock that was set back a day makes it doubtful too.
    package func isStale(at now: WallTime) -> Bool {
        abs(now.clamped.milliseconds - confirmed.clamped.milliseconds) > Self.hours * 3_600_000
    }
}

/// `HOME/logs/ID/context.json`, one for each log: a machine that was restarted goes on where it was.
extension Home {
    package func context() throws(HomeError) -> MeetingContext? {
        guard let path = try contextPath, let stored = try Files.readJSON(StoredContext.self, at: path),
            let meeting = RecordID(stored.meeting)
        else { return nil }
        var context = MeetingContext(
            meeting: meeting, word: stored.word, started: WallTime(milliseconds: stored.startedMilliseconds))
        context.confirmed = WallTime(milliseconds: stored.confirmedMilliseconds)
        return context
    }

    package func setContext(_ context: MeetingContext) throws(HomeError) {
        guard let path = try contextPath else { throw .noLog(path: path) }
        let stored = StoredContext(
            meeting: context.meeting.text, word: context.word, startedMilliseconds: context.started.milliseconds,
            confirmedMilliseconds: context.confirmed.milliseconds)
        try Files.writeJSON(stored, to: path)
    }

    package func endContext() throws(HomeError) {
        guard let path = try contextPath else { return }
        try Files.remove(path)
        Files.syncFolder(of: path)
    }

    private struct StoredContext: Codable {
        let meeting: String
        let word: MeetingContext.Word
        let startedMilliseconds: Int64
        let confirmedMilliseconds: Int64
    }

    private var contextPath: String? {
        get throws(HomeError) { try currentFolder().map { $0 + "/context.json" } }
    }
}
