/// What `huddle-server` says to the shell. The numbers are those of sysexits.h where it has one.
package enum ExitCode: Int32, CaseIterable, Hashable, Sendable {
    case success = 0
    case failure = 1
    /// The command line or a setting is wrong.
    case usage = 64
    /// A backup or an export is not what it should be.
    case unreadable = 65
    /// There is no such space, or no data at that place.
    case noInput = 66
    /// The address cannot be listened on, the storage is busy, or a server that was asked is not well.
    case unavailable = 69
    /// A file or folder cannot be made, or there is one already, or the disk is full.
    case cannotCreate = 73
    case noPermission = 77
    /// A newer huddle-server has brought the data to a form that this one does not know.
    case newerFormat = 78
}
