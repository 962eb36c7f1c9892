/// The formats of feeds, as `Protocol/formats.md` describes them.
package enum FeedFormat: String, CaseIterable, Hashable, Sendable {
    /// Entries as tasks of a calendar.
    case ics
    /// Due dates as events of whole days, for calendars that show no tasks.
    case events
    case atom
    case json

    /// What the link ends in, behind the dot.
    package var fileExtension: String {
        switch self {
        case .ics, .events: "ics"
        case .atom: "atom"
        case .json: "json"
        }
    }

    package var mediaType: String {
        switch self {
        case .ics, .events: Format.ics.mediaType
        case .atom: "application/atom+xml; charset=utf-8"
        case .json: "application/feed+json; charset=utf-8"
        }
    }

    package func makeWriter(_ facts: FeedFacts) -> any ExportWriter {
        switch self {
        case .ics: CalendarWriter(.tasks, feed: facts)
        case .events: CalendarWriter(.dueDates, feed: facts)
        case .atom: AtomWriter(facts)
        case .json: JSONFeedWriter(facts)
        }
    }
}
