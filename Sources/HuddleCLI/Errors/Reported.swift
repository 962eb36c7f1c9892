import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore
import HuddleWire

/// An error that says what happened in words for people, and in a number for scripts.
protocol Reported: Error, CustomStringConvertible {
    var exitCode: ExitCode { get }

    /// A command that helps, where the error's own words cannot name it because a server has the same error.
    var advice: String? { get }
}

extension Reported {
    var advice: String? { nil }
}

/// An error in what was typed, found before anything was written. A command that writes adds that nothing was changed.
protocol InputError: Reported {}

extension UsageError: InputError {
    var exitCode: ExitCode {
        switch self {
        case .notUTF8: .badData
        case .missingFile: .notFound
        case .noCertificate: .badData
        case .missing, .notTogether, .unknownCommand, .word, .badExpiry, .badLink, .linkWithUser,
            .insecureLink, .noHome, .nothingToChange, .noText, .parsing,
            .unknownField, .unchangedField, .fieldWithNumber, .unclearResolve, .noName, .neitherKeptNorDeleted:
            .usage
        }
    }
}

extension OutputError: Reported {
    var exitCode: ExitCode { .inputOutput }
}

extension LookupError: InputError {
    var exitCode: ExitCode {
        switch self {
        case .unknown, .noMeeting, .noList, .notListed, .nothingWritten: .notFound
        case .ambiguous, .wrongType: .usage
        }
    }
}

extension DraftError: Reported {
    var exitCode: ExitCode { .badData }
}

extension EntryForm.Mistake: InputError {
    var exitCode: ExitCode { .badData }
}

extension CaptureLineError: Reported {
    var exitCode: ExitCode {
        switch self {
        case .badDue: .usage
        }
    }
}

extension ImportFailure: Reported {
    var exitCode: ExitCode { .badData }
}

extension NotText: Reported {
    var exitCode: ExitCode { .badData }
}

extension MinutesError: Reported {
    var exitCode: ExitCode { .badData }
}

extension StoreError: Reported {
    var exitCode: ExitCode {
        switch self {
        case .missing: .notFound
        case .exists: .cannotCreate
        case .notADatabase, .damaged, .unreadableChange, .clock, .tooLargeToWrite: .badData
        case .newerVersion: .newerFormat
        case .noPermission: .noPermission
        case .diskFull, .failed: .inputOutput
        case .busy: .busy
        }
    }

    var advice: String? {
        switch self {
        case .damaged, .unreadableChange: "`huddle doctor --salvage NEWFOLDER` saves what can still be read."
        case .missing, .exists, .notADatabase, .newerVersion, .noPermission, .diskFull, .busy, .failed,
            .tooLargeToWrite,
            .clock:
            nil
        }
    }
}

extension HomeError: Reported {
    var exitCode: ExitCode {
        switch self {
        case .noLog, .notJoined: .notFound
        case .badCurrent: .badData
        case .noPermission: .noPermission
        case .diskFull, .failed: .inputOutput
        }
    }
}

extension SyncError: Reported {
    var exitCode: ExitCode {
        switch self {
        case .transport(let error, _): error.exitCode
        case .garbled: .protocolError
        case .unsettled: .unavailable
        }
    }
}

extension TransportError: Reported {
    var exitCode: ExitCode {
        switch self {
        case .unreachable: .unavailable
        case .notHuddle, .garbled: .protocolError
        case .problem(let problem) where problem.code == .unknown:
            switch problem.retry {
            case .now, .after: .unavailable
            case .action: .noPermission
            case .never: .protocolError
            }
        case .problem(let problem): problem.code.exitCode
        }
    }
}

extension ProblemCode {
    fileprivate var exitCode: ExitCode {
        switch self {
        case .unauthorized, .forbidden, .targetRefused, .invitationInvalid, .limitReached, .spaceDeleted: .noPermission
        case .notFound: .notFound
        case .tooManyRequests, .storageFull, .unavailable, .internalError: .unavailable
        case .malformed, .unsupportedMediaType, .tooLarge, .methodNotAllowed, .historyChanged, .unknown: .protocolError
        }
    }
}
