import HuddleCore
import HuddleStore

/// Looks a server's data over: every file, every change, every chain, and what stands around them.
///
/// Nothing is changed. A server may run meanwhile; what is written to a log waits while that log's file is checked.
struct Doctor {
    /// One thing that was looked at.
    struct Check: Hashable, Encodable {
        /// `folder`, `disk`, `clock`, `directory`, `space` or `files`.
        let what: String
        /// The space's id, or a path.
        let name: String
        let detail: String
        let findings: [String]
        /// What was wrong before a rebuild, and is right now.
        var mended: [String] = []

        var isSound: Bool { findings.isEmpty }
    }

    private let folder: DataFolder
    private let environment: ServerEnvironment
    private let storage: any ServerStorage

    init(_ folder: DataFolder, _ environment: ServerEnvironment) {
        self.folder = folder
        self.environment = environment
        storage = environment.storage(folder.path)
    }

    /// - Parameters:
    ///   - rebuild: Whether everything that can be derived from the changes is written anew where it is wrong. No server may
    ///     run then.
    ///   - tell: Told of each check as it is done.
    /// - Returns: All of them.
    func run(rebuild: Bool, _ tell: (Check) -> Void) -> [Check] {
        var checks: [Check] = []
        func note(_ check: Check) {
            checks.append(check)
            tell(check)
        }
        note(permissions())
        note(disk())
        let (directory, spaces) = directory()
        note(directory)
        guard let spaces else { return checks }
        note(clock())
        for space in spaces where space.purged == nil { note(check(space, rebuild: rebuild)) }
        note(files(spaces))
        return checks
    }

    private func permissions() -> Check {
        let loose = folder.looseFiles
        var findings = loose.map {
            "others than the owner may use \($0.path.visible): its mode is \(String($0.mode, radix: 8))"
        }
        if !loose.isEmpty { findings[findings.count - 1] += ". This mends it: \(folder.remedy(for: loose).visible)" }
        return Check(
            what: "folder", name: folder.path, detail: findings.isEmpty ? "its owner's alone" : "", findings: findings)
    }

    private func disk() -> Check {
        let logs = folder.spaceFiles.count { $0.hasSuffix(".sqlite") }
        guard let free = folder.freeBytes else {
            return Check(what: "disk", name: folder.path, detail: "it does not say what is free", findings: [])
        }
        let text = "\(ByteCount(free).text) free, \(Plural.text(logs, "log"))"
        let findings =
            free < Limits.diskWarningBytes
            ? ["only \(ByteCount(free).text) are free: when the disk is full, nothing can be written"] : []
        return Check(what: "disk", name: folder.path, detail: text, findings: findings)
    }

    /// The spaces are nil where the directory cannot be read: then nobody knows which there should be.
    private func directory() -> (Check, [SpaceListing]?) {
        let file = StoredFile.directory.path
        do {
            return try storage.directory().read { reader in
                var findings = try reader.integrityFaults()
                let audit = try reader.verifyAudit(hash: environment.host.hash)
                if let seq = audit.brokenAt { findings.append("the audit log was changed at \(seq)") }
                let spaces = try reader.spaces()
                let counts = [Plural.text(spaces.count, "space"), Plural.text(Int(audit.entries), "audit entry")]
                let detail = (counts + ["chain \(audit.chain.hex)"]).joined(separator: ", ")
                return (Check(what: "directory", name: file, detail: detail, findings: findings), spaces)
            }
        } catch {
            return (Check(what: "directory", name: file, detail: "", findings: ["\(error)"]), nil)
        }
    }

    /// A clock that went back stamps nothing wrongly, but refuses what is honest as `clock_ahead`.
    private func clock() -> Check {
        let now = environment.host.now()
        let last = (try? storage.directory().read { try $0.lastAudit() })?.event.at
        let behind = last.map { $0.milliseconds - now.milliseconds } ?? 0
        let findings =
            behind > Limits.clockAheadMilliseconds
            ? [
                "it is \(behind / 1000) s behind the last entry of the audit log: what clients write is refused as too new"
            ]
            : []
        return Check(
            what: "clock", name: now.iso8601, detail: findings.isEmpty ? "not behind what was done before" : "",
            findings: findings)
    }

    private func check(_ space: SpaceListing, rebuild: Bool) -> Check {
        do {
            let store = try storage.openSpace(space.id)
            var (findings, mayRebuild) = try self.findings(in: store, space)
            var mended: [String] = []
            if rebuild, mayRebuild, !findings.isEmpty {
                try store.write { try $0.rebuild(hash: environment.host.hash) }
                let left = try self.findings(in: store, space).words
                mended = findings.filter { !left.contains($0) }
                findings = left
            }
            let (state, counts) = try store.read { (try $0.state(), try $0.counts()) }
            let changes = Plural.text(counts.changes, "change")
            let detail = "“\(space.name.visible)”: \(changes), chain \(state.cursor.chain.hex)"
            return Check(what: "space", name: space.id.text, detail: detail, findings: findings, mended: mended)
        } catch {
            let detail = "“\(space.name.visible)”"
            return Check(what: "space", name: space.id.text, detail: detail, findings: ["\(error)"])
        }
    }

    /// The file, the ids of all changes, the chain, and every record made anew from its changes and compared.
    ///
    /// - Returns: Also whether records may be made anew from the changes, which needs all of these sound.
    private func findings(
        in store: any SpaceStore, _ space: SpaceListing
    ) throws -> (words: [String], mayRebuild: Bool) {
        let faults = try store.write { try $0.integrityFaults() }
        return try store.read { reader in
            let verified = try reader.verify(hash: environment.host.hash)
            var findings = faults + verified.map(\.description)
            let state = try reader.state()
            if state.space != space.id { findings.append("the file is the log of \(state.space.text)") }
            let unsettled = try reader.counts().unsettled
            if unsettled > 0 { findings.append("\(unsettled) changes have no place in the log") }
            return (findings, !verified.contains(where: \.forbidsRebuilding))
        }
    }

    /// Files without a space, and what else does not belong there. A space without its file was found before.
    private func files(_ spaces: [SpaceListing]) -> Check {
        let known = Dictionary(spaces.map { ($0.id.text + ".sqlite", $0) }) { first, _ in first }
        var findings: [String] = []
        for name in folder.spaceFiles {
            let file = name.hasSuffix("-wal") || name.hasSuffix("-shm") ? String(name.dropLast(4)) : name
            if let space = known[file] {
                guard space.purged != nil else { continue }
                findings.append(
                    "spaces/\(name.visible) is left of a purged space: `huddle-server space purge` takes it away")
            } else {
                findings.append("spaces/\(name.visible) belongs to no space: move it away")
            }
        }
        let detail = "\(folder.spaceFiles.count) in all"
        return Check(what: "files", name: "spaces", detail: detail, findings: findings)
    }
}
