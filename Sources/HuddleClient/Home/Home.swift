import Foundation
package import HuddleCore
package import HuddleStore
package import HuddleWire

/// The folder that holds this machine's logs.
///
///     HOME/current                 names the log in use
///     HOME/logs/ID/log.sqlite      the log
///     HOME/logs/ID/last-list       what was listed last on a terminal, an id a line, so that its numbers name them
///     HOME/logs/ID/typed-lines     what was typed in capture mode, a line each; mode 0600
///     HOME/logs/ID/sync-now, sync-next, sync-failed      of syncs in the background: two locks, and what went wrong
///     HOME/logs/ID/server.json     where it syncs, and this device's token; mode 0600
///     HOME/logs/ID/context.json    the meeting or visit that is going on, where one is
///     HOME/filters.json            filters that have a name
///     HOME/joining-HASH.json       for an invitation that was sent and not yet answered, this device's token; mode 0600
package struct Home: Sendable {
    /// Opens and starts stores; handed in by the program's set-up.
    package struct Stores: Sendable {
        package let open: @Sendable (_ path: String) throws -> any SpaceStore
        package let create: @Sendable (_ path: String, _ state: SpaceState) throws -> any SpaceStore
        /// Names the disk and the file of a log; nil where that cannot be told.
        package let place: @Sendable (_ path: String) -> String?
        /// Opens what is left of a damaged log, by way of a copy at `scratch` that it removes in the end.
        package let salvage: @Sendable (_ path: String, _ scratch: String) throws -> any DamagedLog

        package init(
            open: @escaping @Sendable (_ path: String) throws -> any SpaceStore,
            create: @escaping @Sendable (_ path: String, _ state: SpaceState) throws -> any SpaceStore,
            place: @escaping @Sendable (_ path: String) -> String?,
            salvage: @escaping @Sendable (_ path: String, _ scratch: String) throws -> any DamagedLog
        ) {
            self.open = open
            self.create = create
            self.place = place
            self.salvage = salvage
        }
    }

    package let path: String
    let stores: Stores
    let host: Host

    package init(path: String, stores: Stores, host: Host) {
        self.path = path
        self.stores = stores
        self.host = host
    }

    /// The log in use.
    ///
    /// - Throws: `HomeError.noLog`, where none was started.
    package func log() throws -> HuddleLog {
        guard let name = try currentName() else { throw HomeError.noLog(path: path) }
        return HuddleLog(store: try stores.open(logPath(name)), host: host, listPath: listPath(name))
    }

    /// The log in use, for a writer: where it turns out to be a copy, it takes a replica id of its own before the first write.
    ///
    /// - Returns: Also whether it was found to be a copy now.
    package func settledLog() throws -> (log: HuddleLog, isCopy: Bool) {
        guard let name = try currentName() else { throw HomeError.noLog(path: path) }
        let log = HuddleLog(store: try stores.open(logPath(name)), host: host, listPath: listPath(name))
        guard let place = stores.place(logPath(name)) else { return (log, false) }
        return (log, try log.settleIn(at: place))
    }

    package var hasLog: Bool {
        get throws { try currentName() != nil }
    }

    /// Starts a log and puts it in use.
    package func start(_ state: SpaceState) throws -> HuddleLog {
        try Files.createFolder(path)
        try Files.createFolder(path + "/logs")
        let name = state.space.text
        try Files.createFolder(folder(name))
        let log = HuddleLog(store: try stores.create(logPath(name), state), host: host)
        if let place = stores.place(logPath(name)) { _ = try log.settleIn(at: place) }
        try setCurrent(name)
        return log
    }

    /// Puts the log of a space in use, where there is one on this machine.
    ///
    /// - Returns: Nil, where there is none.
    package func use(_ space: RecordID) throws -> HuddleLog? {
        for name in try Files.names(in: path + "/logs") where RecordID(name) != nil {
            // Another log that cannot be opened is no reason not to find this one.
            guard let store = try? stores.open(logPath(name)) else { continue }
            let log = HuddleLog(store: store, host: host)
            guard try log.state().space == space else { continue }
            try setCurrent(name)
            return log
        }
        return nil
    }

    /// Where the log in use syncs; nil before it joined a space.
    package func server() throws -> ServerAccess? {
        guard let name = try currentName() else { return nil }
        return try Files.readJSON(ServerAccess.self, at: folder(name) + "/server.json")
    }

    package func setServer(_ access: ServerAccess) throws {
        guard let name = try currentName() else { throw HomeError.noLog(path: path) }
        try Files.writeJSON(access, to: folder(name) + "/server.json")
    }

    /// The token to join with. One invitation always gets the same, so that asking again after a lost answer is harmless: the server may
    /// have spent the invitation on this token, and takes no other. Trying another link meanwhile leaves it where it is.
    package func token(for link: InvitationLink) throws -> [UInt8] {
        let file = joiningPath(link)
        if let known = try Files.readJSON(PendingJoin.self, at: file) ?? formerPendingJoin(link),
            let token = Base64URL.decode(known.token), token.count == Limits.tokenBytes
        {
            return token
        }
        try Files.createFolder(path)
        let token = host.randomBytes(Limits.tokenBytes)
        try Files.writeJSON(PendingJoin(token: Base64URL.encode(token), link: nil), to: file)
        return token
    }

    /// The server has answered: the token is stored with the log, or this invitation is none of ours.
    package func joinIsDone(_ link: InvitationLink) throws {
        if try formerPendingJoin(link) != nil { try Files.remove(formerJoiningPath) }
        try Files.remove(joiningPath(link))
    }

    private struct PendingJoin: Codable {
        let token: String
        /// Only in the one file that a Huddle of before kept for all links.
        let link: String?
    }

    /// A file for each link, named by the hash of its text.
    private func joiningPath(_ link: InvitationLink) -> String {
        path + "/joining-" + Hex.encode(Array(TokenHash.of(Array(link.text.utf8)).prefix(8))) + ".json"
    }

    private var formerJoiningPath: String { path + "/joining.json" }

    private func formerPendingJoin(_ link: InvitationLink) throws -> PendingJoin? {
        guard let known = try Files.readJSON(PendingJoin.self, at: formerJoiningPath), known.link == link.text else {
            return nil
        }
        return known
    }

    private func currentName() throws(HomeError) -> String? {
        guard let bytes = try Files.read(path + "/current", limit: 200) else { return nil }
        let name = String(decoding: bytes, as: UTF8.self).trimmed
        guard RecordID(name) != nil else { throw HomeError.badCurrent(path: path + "/current") }
        return name
    }

    func setCurrent(_ name: String) throws {
        try Files.write(Array((name + "\n").utf8), to: path + "/current")
    }

    /// The folder of the log in use.
    func currentFolder() throws(HomeError) -> String? { try currentName().map { folder($0) } }

    func folder(_ name: String) -> String { path + "/logs/" + name }
    func logPath(_ name: String) -> String { folder(name) + "/log.sqlite" }
    private func listPath(_ name: String) -> String { folder(name) + "/last-list" }
}

/// Where a log syncs, and with what right.
package struct ServerAccess: Codable, Hashable, Sendable {
    /// The server's address, without a slash at the end.
    package let url: String
    /// base64url of 32 bytes. Known to this device alone.
    package let token: String
    /// PEM of the authority that signed the server's certificate, where that is none that every machine knows.
    package let authority: String?

    package init(url: String, token: [UInt8], authority: String? = nil) {
        self.url = url
        self.authority = authority
        self.token = Base64URL.encode(token)
    }

    package var tokenBytes: [UInt8]? { Base64URL.decode(token) }
}

package enum HomeError: Error, Hashable, Sendable {
    case noLog(path: String)
    case badCurrent(path: String)
    case noPermission(path: String)
    case diskFull(path: String)
    case failed(path: String, detail: String)
    case notJoined
}

extension HomeError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noLog(let path):
            "There is no log in \(path.visible) yet. Start one with `huddle init --name \"Your Name\"`, or join your team's "
                + "with `huddle join LINK`."
        case .badCurrent(let path):
            "\(path.visible) does not name a log. Your logs are untouched beside it, in the folder `logs`: write the name "
                + "of one of its folders into that file."
        case .noPermission(let path): "No permission to use \(path.visible). Nothing was changed: check who owns it."
        case .diskFull(let path):
            "The disk of \(path.visible) is full. What was saved before is safe, this was not saved: make room and try "
                + "again."
        case .failed(let path, let detail): "\(path.visible) could not be used: \(detail.visible). Nothing was changed."
        case .notJoined:
            "This log belongs to no team yet, so there is nothing to sync with. Everything you captured is safe here: ask "
                + "your admin for a link and run `huddle join LINK`."
        }
    }
}
