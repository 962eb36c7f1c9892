import Foundation
import HuddleCore
package import HuddleStore

/// What was saved from a damaged log.
package struct Rescue: Sendable {
    package let log: HuddleLog
    package let salvaged: Salvaged
    /// Whether the space and the person are those of before.
    package let isSameSpace: Bool
    /// Whether the new log can sync as the one of before could.
    package let hasServer: Bool
}

extension Home {
    /// Where a log is put together, beside the logs: no log has such a name. What is found there was cut short.
    private static let unfinished = "salvage-unfinished"

    /// Reads what can still be read of the log in use into a new log in another folder: the same space and person, where that can
    /// be read, and a replica of its own. Nothing is written to the damaged log.
    ///
    /// The other folder has the log once it is whole. Cut short, or where the disk is full, it has none, and can be asked
    /// for again.
    ///
    /// - Throws: `StoreError.exists`, where the other folder has a log.
    package func salvage(to target: String) throws -> Rescue {
        guard let damaged = try currentFolder() else { throw HomeError.noLog(path: path) }
        let home = Home(path: target, stores: stores, host: host)
        guard try !home.hasLog else { throw StoreError.exists(path: target) }
        try Files.createFolder(target)
        try Files.createFolder(target + "/logs")
        let unfinished = home.folder(Self.unfinished)
        try Files.removeFolder(unfinished)
        do {
            try Files.createFolder(unfinished)
            let saved = try salvage(from: damaged, into: unfinished)
            // A log that stands there and is not in use is somebody's all the same.
            let isTaken = try Files.names(in: target + "/logs").contains(saved.space.text)
            let name = isTaken ? host.newRecordID().text : saved.space.text
            try Files.move(unfinished, to: home.folder(name))
            do {
                try home.setCurrent(name)
            } catch {
                try Files.move(home.folder(name), to: unfinished)
                throw error
            }
            return Rescue(
                log: try home.log(), salvaged: saved.salvaged, isSameSpace: saved.isSameSpace,
                hasServer: saved.hasServer)
        } catch {
            // What cannot be removed is by the next salvage; what went wrong first is what is told.
            try? Files.removeFolder(unfinished)
            throw error
        }
    }

    private struct Saved {
        let space: RecordID
        let salvaged: Salvaged
        let isSameSpace: Bool
        let hasServer: Bool
    }

    /// Puts a whole log into a folder. When this returns, no file of it is open.
    private func salvage(from folder: String, into target: String) throws -> Saved {
        let damaged = try stores.salvage(folder + "/log.sqlite", target + "/damaged.sqlite")
        let former = damaged.state()
        var state = HuddleLog.freshState(named: former?.name ?? "Saved", host: host)
        if let former {
            state.space = former.space
            state.person = former.person
            state.clock.offsetMilliseconds = former.clock.offsetMilliseconds
        }
        let file = target + "/log.sqlite"
        let log = HuddleLog(store: try stores.create(file, state), host: host)
        if let place = stores.place(file) { _ = try log.settleIn(at: place) }
        let salvaged = try log.store.write { writer in
            var salvaged = try damaged.eachPage(hash: host.hash) { page in
                _ = try log.merge(page.map { NewChange($0, seq: nil) }, into: writer)
            }
            for shown in damaged.lastShown(of: salvaged.lost, hash: host.hash) where try log.write(shown, in: writer) {
                salvaged.shown += 1
            }
            try log.settlePerson(in: writer)
            return salvaged
        }
        let access = former == nil ? nil : try server()
        if let access { try Files.writeJSON(access, to: target + "/server.json") }
        return Saved(
            space: state.space, salvaged: salvaged, isSameSpace: former != nil, hasServer: access != nil)
    }
}

extension Files {
    /// Gives a folder another name, which must be free.
    fileprivate static func move(_ folder: String, to path: String) throws(HomeError) {
        guard rename(folder, path) == 0 else { throw failure(path) }
        syncFolder(of: path)
    }

    /// Removes a folder with all that is in it, where there is one.
    fileprivate static func removeFolder(_ path: String) throws(HomeError) {
        guard access(path, F_OK) == 0 else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw failure(path, EACCES)
        }
    }
}

extension HuddleLog {
    /// Writes what a record was last shown to say and what its readable changes do not, as it stood there.
    ///
    /// What people disagreed about they still do: there a value is written beside what can be read, and decides nothing.
    ///
    /// - Returns: Whether there was anything to write.
    fileprivate func write(_ shown: Projection, in writer: any SpaceWriter) throws -> Bool {
        let saved = try writer.records([shown.id])[shown.id]
        // Its birth is lost, and no other can bear its id: what it said goes into a new record.
        if saved?.type == nil, !shown.id.isDerived { return try write(new: shown, in: writer) }
        let fields = shown.fields.filter { saved?[$0.name]?.value != $0.value }
        let disputed = Set(shown.conflicts)
        // A change names its bases for all cells that it writes: what names none is one of its own.
        let isWritten = try write(fields.filter { !disputed.contains($0.name) }, of: shown, seen: nil, in: writer)
        let beside = try write(
            fields.filter { disputed.contains($0.name) }, of: shown, seen: saved?.without(disputed), in: writer)
        return isWritten || beside
    }

    private func write(new shown: Projection, in writer: any SpaceWriter) throws -> Bool {
        let writes = shown.fields.map { Change.Write($0.name, $0.value) }
        guard !writes.isEmpty else { return false }
        return try write(
            Edit(new: shown.type, writes: writes, claimed: Stamp(time: shown.created, counter: 0)), in: writer)
    }

    private func write(
        _ fields: [Projection.Field], of shown: Projection, seen: Record?, in writer: any SpaceWriter
    ) throws -> Bool {
        let claimed = Stamp(time: shown.created, counter: 0)
        let writes = fields.map { Change.Write($0.name, $0.value) }
        return try write(
            Edit(record: shown.id, type: shown.type, writes: writes, seen: seen, claimed: claimed), in: writer)
    }

    private func write(_ edit: Edit, in writer: any SpaceWriter) throws -> Bool {
        do throws(StoreError) {
            return try !writer.capture([edit], wall: host.now(), hash: host.hash, isDeed: false).isEmpty
        } catch {
            // What many changes said may be too much for one; what else can be saved is saved all the same.
            if case .tooLargeToWrite = error { return false }
            throw error
        }
    }

    /// The person of a log that was started anew writes from this replica too; one of whom nothing was saved is not known.
    fileprivate func settlePerson(in writer: any SpaceWriter) throws {
        var state = try writer.state()
        guard let person = state.person else { return }
        if try writer.records([person])[person] == nil {
            state.person = nil
            try writer.setState(state)
        } else if let element = CellName(FieldName.replicas, element: state.replica.hex) {
            let edit = Edit(record: person, type: .person, writes: [Change.Write(element, .flag(true))])
            _ = try writer.capture([edit], wall: host.now(), hash: host.hash, isDeed: false)
        }
    }
}

extension Record {
    /// The record as one sees it who has read nothing of these cells.
    fileprivate func without(_ names: Set<CellName>) -> Record {
        Record(
            id: id, births: births, changed: changed, cells: cells.filter { !names.contains($0.name) },
            awaited: awaited, seenByDeletes: seenByDeletes)
    }
}
