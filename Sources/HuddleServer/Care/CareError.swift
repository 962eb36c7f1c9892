import Foundation
import HuddleCore
import HuddleStore

/// Why a server's data could not be backed up, restored or mended.
enum CareError: Error, Hashable {
    case notABackup(path: String, detail: String)
    case newerBackup(path: String, found: Int, supported: Int)
    /// A file of a backup is not what its manifest says.
    case changedBackup(file: String, detail: String)
    /// What was copied does not hold together.
    case unsound(file: String, findings: [String])
    case badExport(line: Int, detail: String)
    case newerExport(found: Int, supported: Int)
    /// The space has a log that is not the beginning of the export's.
    case otherLog(SpaceListing)
    /// What a doctor found, told before.
    case findings(Int)
    case notEmpty(path: String, found: String)
    case fileFailed(path: String, detail: String, isFull: Bool)

    static func failed(_ path: String, _ code: Int32) -> CareError {
        .fileFailed(
            path: path, detail: String(cString: strerror(code)), isFull: code == ENOSPC || code == EDQUOT)
    }
}

extension CareError: Reportable {
    var exitCode: ExitCode {
        switch self {
        case .notABackup: .noInput
        case .newerBackup, .changedBackup, .unsound, .badExport, .newerExport: .unreadable
        case .otherLog, .notEmpty, .fileFailed: .cannotCreate
        case .findings: .failure
        }
    }

    var description: String {
        switch self {
        case .notABackup(let path, let detail):
            "\(path.visible) is no backup: \(detail). Nothing was changed."
        case .newerBackup(let path, let found, let supported):
            "\(path.visible) was written by a newer huddle-server (its format is \(found), this program knows up to "
                + "\(supported)). Nothing was changed: update huddle-server."
        case .changedBackup(let file, let detail):
            "\(file.visible) is not what was backed up: \(detail). Nothing was changed: take another backup."
        case .unsound(let file, let findings):
            "\(file.visible) does not hold together: \(findings.prefix(5).joined(separator: "; ")). Nothing was "
                + "changed. `huddle-server doctor` says more about the data that a server uses."
        case .badExport(let line, let detail):
            "Line \(line) of the export cannot be used: \(detail). What was taken before it stays and is whole; nothing of "
                + "it is taken twice when you import again."
        case .newerExport(let found, let supported):
            "The export was written by a newer huddle-server (its format is \(found), this program knows up to "
                + "\(supported)). Nothing was changed: update huddle-server."
        case .otherLog(let space):
            "The log of “\(space.name.visible)” has other changes than the export. Nothing more was changed: say --into with "
                + "the name of a new space."
        case .findings(let count):
            "\(count == 1 ? "One thing is" : "\(count) things are") wrong, as said above. Copy the folder before you do anything else; what can be made anew "
                + "from the changes, `huddle-server doctor --rebuild` mends, and a backup has the rest."
        case .notEmpty(let path, let found):
            "\(path.visible) is not empty: “\(found.visible)” is in it. Nothing was changed: move what is there away, "
                + "or say another --data."
        case .fileFailed(let path, let detail, let isFull):
            "\(path.visible) could not be used: \(detail.visible). What was there before is untouched"
                + (isFull ? ": make room and try again." : ".")
        }
    }
}
