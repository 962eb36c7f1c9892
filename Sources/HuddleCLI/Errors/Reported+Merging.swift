import HuddleClient
import HuddleStore
import HuddleWire

/// The errors of conflicts, undo and bundles.
extension ResolveError: Reported {
    var exitCode: ExitCode {
        switch self {
        case .noConflict, .nothingToResolve: .failure
        case .whichField, .noSuchNumber, .notOneOf, .notText: .usage
        }
    }
}

extension UndoError: Reported {
    var exitCode: ExitCode { .failure }
}

extension MergingError: Reported {
    var exitCode: ExitCode { .failure }
}

extension BundleReadError: Reported {
    var exitCode: ExitCode {
        switch self {
        case .refused(.newerVersion): .newerFormat
        case .refused, .otherSpace, .badChange: .badData
        case .hasServer: .usage
        }
    }
}
