/// How a line of the server's log is written.
enum LogFormat: String, CaseIterable, Hashable, Sendable {
    /// For people: `2026-11-21T08:45:20.123Z info answered request=9f… method=POST status=200 ms=1.4`.
    case text
    /// For programs: an object with the same names.
    case json

    static var allNames: String { allCases.map(\.rawValue).joined(separator: " or ") }
}
