import HuddleCore

/// Reads the Markdown that people write in meetings.
///
/// Only what is marked as an action is taken: `Action:`, `Action item for Ann:`, `AI:`, `TODO:`, a box to tick, or a
/// list under `Action items:`. Sentences that speak of one are listed as skipped, so that nothing goes unseen.
package struct MinutesReader: Sendable {
    private let isGuessing: Bool
    /// Nil for what the bytes say.
    private let encoding: TextEncoding?

    /// - Parameter isGuessing: Whether sentences such as "Ann takes the action to …" and "we agreed that …" are taken too.
    package init(isGuessing: Bool = false, encoding: TextEncoding? = nil) {
        self.isGuessing = isGuessing
        self.encoding = encoding
    }

    /// - Parameter name: The file's name, with or without folders.
    /// - Throws: `MinutesError` where the file is too large, or not UTF-8.
    package func read(_ bytes: [UInt8], name: String) throws(MinutesError) -> Minutes {
        let fileName = String(name.split(separator: "/", omittingEmptySubsequences: true).last ?? "minutes").visible
        let lines = MinutesLine.classify(try SourceText.lines(of: bytes, file: fileName, encoding: encoding))
        let heading = MinutesHeading(lines: lines, fileName: fileName)
        let attendance = AttendanceList(lines: lines)
        var scanner = ActionScanner(
            lines: lines, attendance: attendance.lines, titleLine: heading.line,
            owners: OwnerFinder(roster: Roster(attendance.people)), isGuessing: isGuessing)
        scanner.run()
        return Minutes(
            fileName: fileName, title: heading.title, day: heading.day, people: attendance.people,
            actions: scanner.actions, skipped: scanner.skipped)
    }
}
