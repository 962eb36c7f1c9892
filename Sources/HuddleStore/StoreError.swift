package import HuddleCore

/// Why a store could not do what it was asked. A transaction that throws one of these left nothing behind.
package enum StoreError: Error, Hashable, Sendable {
    /// There is no log at this path.
    case missing(path: String)
    /// There is one already.
    case exists(path: String)
    case notADatabase(path: String)
    case newerVersion(path: String, found: Int, supported: Int)
    case noPermission(path: String)
    case diskFull(path: String)
    /// Another process held the log for longer than was waited.
    case busy(path: String)
    case damaged(path: String, detail: String)
    case failed(path: String, detail: String)
    /// A change that is held could not be read back: the log is damaged.
    case unreadableChange(ChangeID?, ChangeError)
    case clock(ClockError)
    /// What was to be written would be over a limit of the protocol.
    case tooLargeToWrite(ChangeError)
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing(let path): "There is no log at \(path.visible)."
        case .exists(let path): "There is a log at \(path.visible) already. Nothing was changed."
        case .notADatabase(let path):
            "\(path.visible) is not a Huddle log. Nothing was changed: move that file away, or point --home elsewhere."
        case .newerVersion(let path, let found, let supported):
            "\(path.visible) was written by a newer Huddle (its format is \(found), this program knows up to "
                + "\(supported)). Nothing was changed: update Huddle."
        case .noPermission(let path):
            "No permission to use \(path.visible). Nothing was changed: check who owns the folder."
        case .diskFull(let path):
            "The disk of \(path.visible) is full. What was saved before is safe, this was not saved: make room and "
                + "try again."
        case .busy(let path):
            "Another program is writing to \(path.visible) and did not finish in time. This was not saved: try again."
        case .damaged(let path, let detail):
            "\(path.visible) is damaged (\(detail.visible)). Copy the folder before you do anything else."
        case .failed(let path, let detail): "The log at \(path.visible) could not be used: \(detail.visible)."
        case .unreadableChange(let id, let error):
            "The log is damaged: the stored change \(id?.hex ?? "") is unreadable (\(error)). Copy the folder before "
                + "you do anything else."
        case .tooLargeToWrite(let error):
            "This cannot be written as one change: \(error). Nothing was saved: write it in parts."
        case .clock(.exhausted):
            "This builds on a change from the end of time (the year 9999), and nothing can come after it. Nothing "
                + "was saved."
        }
    }
}
