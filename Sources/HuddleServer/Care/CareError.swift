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
        case .newerBackup, .changedBackup, .unsound: .unreadable
        case .notEmpty, .fileFailed: .cannotCreate
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
        case .notEmpty(let path, let found):
            "\(path.visible) is not empty: “\(found.visible)” is in it. Nothing was changed: move what is there away, "
                + "or say another --data."
        case .fileFailed(let path, let detail, let isFull):
            "\(path.visible) could not be used: \(detail.visible). What was there before is untouched"
                + (isFull ? ": make room and try again." : ".")
        }
    }
}
