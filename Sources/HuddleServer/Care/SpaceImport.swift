import HuddleCore
import HuddleStore
import HuddleWire

/// Puts an export into a space: a new one, an empty one, or one that has the beginning of the same log.
///
/// The changes go in as they were written and in the same order, so the log comes out with the same numbers and the same chain: a
/// client that has read the one log goes on with the other as if nothing had happened. What is there already is compared
/// and passed over, so an import that was cut short is made again, and one that was done changes nothing.
struct SpaceImport {
    /// What an import came to.
    struct Outcome: Hashable {
        let space: SpaceListing
        var added: UInt64 = 0
        var alreadyThere: UInt64 = 0
        var members = 0
    }

    private let storage: any ServerStorage
    private let host: Host

    init(_ storage: any ServerStorage, host: Host) {
        self.storage = storage
        self.host = host
    }

    /// - Parameter target: The name or id of the space that it goes into, which is made where it is missing; nil for the
    ///   space that the export names.
    /// - Throws: `CareError`, `CommandError`, `StoreError`. Pages that were taken until then stay.
    func run(_ lines: ExportReader, into target: String?) throws -> Outcome {
        guard case .begin(let begin) = try lines.next() else {
            throw CareError.badExport(line: 1, detail: "an export begins with the line that says so")
        }
        guard begin.format <= SpaceExport.format else {
            throw CareError.newerExport(found: begin.format, supported: SpaceExport.format)
        }
        let space = try space(for: begin, target)
        var outcome = Outcome(space: space)
        let log = ImportedLog(try storage.openSpace(space.id), space, hash: host.hash)
        var end = Cursor.start
        var page: [StoredChange] = []
        var pageBytes = 0
        reading: while true {
            guard let line = try lines.next() else {
                throw CareError.badExport(
                    line: lines.line + 1, detail: "it ends before its last line: the rest is missing")
            }
            switch line {
            case .begin: throw CareError.badExport(line: lines.line, detail: "it begins twice")
            case .member(let person): outcome.members += try add(person, to: space, at: lines.line)
            case .change(let change):
                let stored = try self.stored(change, behind: end, at: lines.line)
                end = end.advanced(over: stored.id, hash: host.hash)
                page.append(stored)
                pageBytes += stored.bytes.count
                if page.count == Limits.changesPerPage || pageBytes >= Limits.pageBytes {
                    try log.take(page, upTo: end, into: &outcome)
                    (page, pageBytes) = ([], 0)
                }
            case .end(let last):
                guard last.changes == end.seq, last.chain == end.chain.hex else {
                    throw CareError.badExport(
                        line: lines.line,
                        detail: "it says that there are \(last.changes) changes, there are \(end.seq); or "
                            + "one of them is not what was exported")
                }
                try log.take(page, upTo: end, into: &outcome)
                break reading
            }
        }
        if outcome.added > 0 || outcome.members > 0 { try note(.spaceImported, space) }
        return outcome
    }

    private func stored(
        _ change: ExportLine.Change, behind end: Cursor, at line: Int
    ) throws(CareError) -> StoredChange {
        guard change.seq == end.seq + 1 else {
            throw .badExport(line: line, detail: "change \(end.seq + 1) is missing")
        }
        do throws(ChangeError) {
            let stored = try StoredChange(bytes: Array(change.bytes), hash: host.hash)
            if stored.id.hex == change.id { return stored }
        } catch {
            throw .badExport(line: line, detail: "change \(change.seq) is damaged: \(error)")
        }
        throw .badExport(line: line, detail: "change \(change.seq) does not have the id that the line says")
    }

    /// The space that the export goes into, made where it is missing.
    private func space(for begin: ExportLine.Begin, _ target: String?) throws -> SpaceListing {
        try storage.directory().write { writer in
            let exported = RecordID(begin.space)
            if let target {
                do {
                    return try SpaceArgument(target).find(in: writer)
                } catch CommandError.noSuchSpace {
                    return try make(DisplayName.checked(target, of: "space"), host.newRecordID(), writer)
                }
            }
            guard let exported else { throw CareError.badExport(line: 1, detail: "its space is no id") }
            if let known = try writer.space(exported) {
                if known.deleted != nil { throw CommandError.spaceIsDeleted(known) }
                return known
            }
            return try make(DisplayName.checked(begin.name, of: "space"), exported, writer)
        }
    }

    private func make(_ name: String, _ id: RecordID, _ writer: any DirectoryWriter) throws -> SpaceListing {
        try writer.requireFree(name)
        let space = SpaceListing(id: id, name: name, created: host.now())
        try storage.createSpace(SpaceState(space: id, name: name, replica: host.newReplicaID()))
        try writer.add(space, hash: host.hash)
        return space
    }

    /// People come along with their roles, and without devices: each needs a new invitation.
    ///
    /// - Returns: How many were added.
    private func add(_ person: ExportLine.Person, to space: SpaceListing, at line: Int) throws -> Int {
        guard person.removed == nil else { return 0 }
        guard let role = Role(rawValue: person.role) else {
            throw CareError.badExport(line: line, detail: "\(person.role.visible) is no role")
        }
        let name = try DisplayName.checked(person.name, of: "member")
        return try storage.directory().write { writer in
            let members = try writer.members(of: space.id)
            if members.contains(where: { $0.name.lowercased() == name.lowercased() }) { return 0 }
            _ = try writer.addMember(named: name, department: person.department, role: role, to: space.id, host: host)
            return 1
        }
    }

    private func note(_ action: AuditEvent.Action, _ space: SpaceListing) throws {
        try storage.directory().write {
            try $0.note(
                AuditEvent(action, by: .console, space: space.id, subject: nil, at: host.now()), hash: host.hash)
        }
    }
}

/// The log that an export goes into.
private struct ImportedLog {
    private let store: any SpaceStore
    private let space: SpaceListing
    private let hash: Hash128

    init(_ store: any SpaceStore, _ space: SpaceListing, hash: @escaping Hash128) {
        self.store = store
        self.space = space
        self.hash = hash
    }

    /// Takes what is new of a page. What is there already must be the same: the chain behind it says so.
    ///
    /// - Parameter end: The export's cursor behind the page.
    func take(_ page: [StoredChange], upTo end: Cursor, into outcome: inout SpaceImport.Outcome) throws {
        let (known, added) = try store.write { writer -> (UInt64, UInt64) in
            let head = try writer.state().cursor
            let start = end.seq - UInt64(page.count)
            let known = Int(min(max(head.seq, start) - start, UInt64(page.count)))
            let isSame = try head.seq >= end.seq ? writer.chain(at: end.seq, hash: hash) == end.chain : true
            guard isSame else { throw CareError.otherLog(space) }
            if known == page.count { return (UInt64(known), 0) }
            guard try writer.append(Array(page.dropFirst(known)), hash: hash) == end else {
                throw CareError.otherLog(space)
            }
            return (UInt64(known), UInt64(page.count - known))
        }
        outcome.alreadyThere += known
        outcome.added += added
    }
}
