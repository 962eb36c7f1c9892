import HuddleCore
import HuddleStore

/// Why a command of `huddle-server` did not do what it was asked.
enum CommandError: Error, Hashable {
    case noSuchSpace(String, nearest: String?)
    case ambiguousSpace(String, candidates: [SpaceListing])
    case spaceExists(SpaceListing)
    /// It has as many members or open invitations as it may.
    case spaceIsCrowded(SpaceListing, CrowdedSpace)
    case spaceIsDeleted(SpaceListing)
    case spaceIsNotDeleted(SpaceListing)
    /// Its log is off the disk.
    case spaceIsGone(SpaceListing)
    case notSure(SpaceListing)
    case badName(what: String, reason: String)
    case badSetting(name: String, value: String, wanted: String)
    case badSettingsFile(path: String, detail: String)
    case badCertificate(path: String, detail: String)
    case exposed(address: String)
    case cannotListen(address: String, detail: String)
    /// Another server runs on this folder.
    case folderInUse(path: String)
    /// A command needs the folder for itself.
    case serverRuns(path: String, command: String)
    /// A server runs that would not know what the files would become.
    case olderServerRuns(path: String)
    /// A newer version has been at these files.
    case newerFolder(path: String, program: String)
    /// Others than the owner may use what is there.
    case loose(path: String, mode: UInt32, remedy: String)
    case noData(path: String)
    case cannotCreate(path: String, detail: String)
    case noPermission(path: String)
    case store(StoreError)
}

extension CommandError {
    var exitCode: ExitCode {
        switch self {
        case .ambiguousSpace, .spaceIsNotDeleted, .notSure, .badName, .badSetting, .badSettingsFile, .badCertificate,
            .exposed:
            .usage
        case .noSuchSpace, .spaceIsDeleted, .spaceIsGone, .noData: .noInput
        case .cannotListen, .folderInUse, .serverRuns, .olderServerRuns: .unavailable
        case .newerFolder: .newerFormat
        case .spaceExists, .spaceIsCrowded, .cannotCreate: .cannotCreate
        case .noPermission, .loose: .noPermission
        case .store(let error): error.exitCode
        }
    }
}

extension StoreError {
    fileprivate var exitCode: ExitCode {
        switch self {
        case .missing: .noInput
        case .exists, .diskFull: .cannotCreate
        case .noPermission: .noPermission
        case .newerVersion: .newerFormat
        case .busy: .unavailable
        case .notADatabase, .damaged, .failed, .unreadableChange, .clock, .tooLargeToWrite: .failure
        }
    }
}

extension WallTime {
    /// 2026-11-21, in UTC.
    var day: String { String(iso8601.prefix(10)) }
}

extension CommandError: CustomStringConvertible {
    var description: String {
        switch self {
        case .noSuchSpace(let text, let nearest):
            "There is no space “\(text.visible)”. "
                + (nearest.map { "Did you mean “\($0.visible)”? " } ?? "")
                + "`huddle-server space list` shows those that there are."
        case .ambiguousSpace(let text, let candidates):
            "“\(text.visible)” names \(candidates.count) spaces. Nothing was changed: say which by its id.\n"
                + candidates.map { "  \($0.id.text)  \($0.name.visible)" }.joined(separator: "\n")
        case .spaceExists(let space):
            "There is a space “\(space.name.visible)” already, \(space.id.text). Nothing was changed."
        case .spaceIsCrowded(let space, let crowd):
            "Nothing was changed in “\(space.name.visible)”: \(crowd)."
        case .spaceIsDeleted(let space):
            "The space “\(space.name.visible)” was deleted on \(space.deleted?.day ?? ""). Nothing was changed."
                + (space.purged == nil
                    ? " `huddle-server space undelete \(space.id.text)` takes that back until "
                        + "\(space.purgeTime?.day ?? "")." : " Its log is gone.")
        case .spaceIsNotDeleted(let space):
            "The space “\(space.name.visible)” is in use. Nothing was changed: `huddle-server space delete` comes first."
        case .spaceIsGone(let space):
            "The log of “\(space.name.visible)” was taken off the disk on \(space.purged?.day ?? ""). Nothing was changed: "
                + "a backup from before then has it."
        case .notSure(let space):
            "This takes the log of “\(space.name.visible)” off the disk for good. Nothing was changed: say --yes if that is "
                + "meant."
        case .badName(let what, let reason): "This cannot be a \(what)'s name: \(reason). Nothing was changed."
        case .badSetting(let name, let value, let wanted):
            "The setting \(name) cannot be “\(value.visible)”: it is \(wanted)."
        case .badSettingsFile(let path, let detail):
            "The settings in \(path.visible) cannot be used: \(detail.visible)."
        case .badCertificate(let path, let detail):
            "\(path.visible) cannot be used for TLS: \(detail.visible)."
        case .exposed(let address):
            "\(address) can be reached from other machines, and what goes over it could be read there. Nothing was "
                + "started: listen on 127.0.0.1, or say --tls-certificate and --tls-key, or put a proxy with TLS in front and say "
                + "--behind-proxy."
        case .cannotListen(let address, let detail):
            "Cannot listen on \(address): \(detail.visible). Nothing was changed: is another server running there?"
        case .folderInUse(let path):
            "Another server runs on \(path.visible). Nothing was started: stop that one, or say another --data."
        case .serverRuns(let path, let command):
            "A server runs on \(path.visible), and `\(command)` needs the files for itself. Nothing was changed: stop the "
                + "server, do this, and start it again."
        case .olderServerRuns(let path):
            "A server of an older version runs on \(path.visible), whose files this version would bring up to date. Nothing "
                + "was changed: restart the server with this version, which does so after a backup."
        case .newerFolder(let path, let program):
            "The data in \(path.visible) was brought up to date by huddle-server \(program.visible), and this is "
                + "\(Version.text), which does not know that form. Nothing was changed: use \(program.visible) or a later "
                + "version, or restore the backup that it took into another folder."
        case .loose(let path, let mode, let remedy):
            "Others than its owner may use \(path.visible): its mode is \(String(mode, radix: 8)). Nothing was started or "
                + "changed. This mends it: \(remedy.visible)"
        case .noData(let path):
            "There is no server's data at \(path.visible). Nothing was changed: say where it is with --data, or start "
                + "with `huddle-server space create NAME`."
        case .cannotCreate(let path, let detail): "Cannot create \(path.visible): \(detail.visible)."
        case .noPermission(let path):
            "No permission to use \(path.visible). Nothing was changed: run this as the user who owns it."
        case .store(let error): describe(error)
        }
    }

    private func describe(_ error: StoreError) -> String {
        switch error {
        case .notADatabase(let path):
            "\(path.visible) is none of a Huddle server's files. Nothing was changed: move it away, or say --data."
        case .missing, .exists, .newerVersion, .noPermission, .diskFull, .busy, .damaged, .failed,
            .unreadableChange, .clock, .tooLargeToWrite:
            error.description
        }
    }
}
