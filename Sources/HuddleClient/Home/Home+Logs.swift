package import HuddleCore
import HuddleStore

/// One of a home's logs, as a list shows it.
package struct LogOnDisk: Hashable, Sendable {
    /// What its folder is called.
    package let id: RecordID
    /// Nil, where the log cannot be opened.
    package let space: RecordID?
    package let name: String
    /// Nil, where it belongs to no team.
    package let server: String?
    package let isInUse: Bool
    /// Changes that go out with the next sync.
    package let toSync: Int
    /// Why it cannot be opened.
    package let fault: String?
}

extension Home {
    /// All logs on this machine, in order of their names. One that cannot be opened is listed with the reason.
    package func logs() throws -> [LogOnDisk] {
        let current = try? currentFolder()
        let ids = try Files.names(in: path + "/logs").compactMap { RecordID($0) }
        return ids.map { log($0, isInUse: current == folder($0.text)) }.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }

    /// Puts a log in use. The one that was in use stays as it is.
    package func use(_ log: LogOnDisk) throws {
        _ = try stores.open(logPath(log.id.text))
        try setCurrent(log.id.text)
    }

    private func log(_ id: RecordID, isInUse: Bool) -> LogOnDisk {
        let server = try? Files.readJSON(ServerAccess.self, at: folder(id.text) + "/server.json")
        do {
            let log = HuddleLog(store: try stores.open(logPath(id.text)), host: host)
            let (state, counts) = (try log.state(), try log.counts())
            return LogOnDisk(
                id: id, space: state.space, name: state.name, server: server?.url, isInUse: isInUse,
                toSync: counts.toSync, fault: nil)
        } catch {
            return LogOnDisk(
                id: id, space: nil, name: id.text, server: server?.url, isInUse: isInUse, toSync: 0,
                fault: "\(error)")
        }
    }
}
