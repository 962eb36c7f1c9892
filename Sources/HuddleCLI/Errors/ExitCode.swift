/// How a run ended, as a number for scripts. The numbers above 63 are those of BSD's `sysexits.h`.
///
/// They are documented in README.md, and stay as they are.
package enum ExitCode: Int32, CaseIterable, Hashable, Sendable {
    /// All of it was done.
    case success = 0
    /// Some of it was not done, as the message says: a change was refused, one of several files was bad.
    case failure = 1
    /// The command line is wrong: an unknown command, flag, kind or date, or something is missing.
    case usage = 64
    /// What was given to save or to read cannot be: empty, too long, not UTF-8, not a log.
    case badData = 65
    /// There is no such record, file, log or space.
    case notFound = 66
    /// The server cannot be reached, or is not ready.
    case unavailable = 69
    /// A fault of this program.
    case software = 70
    /// What was to be started is there already.
    case cannotCreate = 73
    /// The disk is full, or answers with an error.
    case inputOutput = 74
    /// Another program holds the log: try again.
    case busy = 75
    /// What answered does not speak Huddle's protocol, or breaks it.
    case protocolError = 76
    /// A file may not be used, a link is spent, or this device's access was taken back.
    case noPermission = 77
    /// The log was written by a newer Huddle.
    case newerFormat = 78

    /// As README.md, the manual and `huddle help exit-codes` have it.
    package var meaning: String {
        switch self {
        case .success: "all of it was done"
        case .failure: "some of it was not done, as the message says: a change was refused, one of several was bad"
        case .usage: "the command line is wrong: an unknown command, flag, kind or date, an ambiguous id"
        case .badData: "what was given cannot be saved or read: empty, too long, not UTF-8, not a log"
        case .notFound: "there is no such record, file, log or space, or this log has no team to sync with"
        case .unavailable: "the server cannot be reached, or is not ready"
        case .software: "a fault of the program itself"
        case .cannotCreate: "what was to be started is there already"
        case .inputOutput: "the disk is full, or answers with an error"
        case .busy: "another program holds the log: try again"
        case .protocolError: "what answered does not speak Huddle's protocol"
        case .noPermission: "a file may not be used, a link is spent, or this device's access was taken back"
        case .newerFormat: "the log was written by a newer Huddle"
        }
    }
}
