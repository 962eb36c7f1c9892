import HuddleCore
import HuddleFormats
import HuddleStore
import HuddleWire

/// A list of a space's entries, in one transaction: which they are, and what the list says of itself.
struct LogList {
    let subject: ListSubject
    let reader: any SpaceReader
    let names: EntryNames
    let filter: EntryFilter
    private let space: SpaceListing
    private let phrase: String
    private let state: SpaceState
    private let minutesOf: ListedMeeting?

    /// - Parameters:
    ///   - me: Who says `me`.
    ///   - meeting: What names the meeting whose minutes are wanted.
    /// - Throws: `Problem` with `.malformed` or `.notFound`; `StoreError`.
    init(
        of subject: ListSubject, _ words: FilterWords, meeting: String?, of space: SpaceListing, me: String,
        at now: WallTime, in reader: any SpaceReader
    ) throws {
        self.subject = subject
        self.reader = reader
        self.space = space
        names = try EntryNames(reader)
        state = try reader.state()
        if meeting != nil, words.has(.meeting) { throw Problem(.malformed, "the address names the meeting already") }
        let named = try (meeting ?? words[.meeting]).map { try Self.meeting($0, in: reader) }
        let calendar = LocalCalendar.utc
        do {
            filter = try words.filter(
                of: subject, in: reader, me: me, meeting: named?.meeting.id, today: calendar.day(of: now), calendar)
        } catch let error as WordError {
            throw Problem(.malformed, error.description)
        }
        minutesOf = meeting == nil ? nil : named
        phrase = words.phrase(filter, calendar, isMinutes: meeting != nil)
    }

    func facts(at now: WallTime) -> ExportFacts {
        ExportFacts(
            space: space.name, filter: phrase, command: nil, time: now, today: LocalCalendar.utc.day(of: now),
            position: ExportPosition(seq: state.cursor.seq, replica: state.replica), meeting: minutesOf)
    }

    /// The meeting that a whole or short id names.
    private static func meeting(_ text: String, in reader: any EntryReader) throws -> ListedMeeting {
        let found = try reader.identified(text, limit: 2).filter { $0.projection.type == .meeting }
        guard let only = found.first, found.count == 1 else {
            throw Problem(.notFound, "this space has no such meeting")
        }
        return ListedMeeting(meeting: Meeting(only.projection), shortID: only.shortID, settled: only.settled)
    }
}
