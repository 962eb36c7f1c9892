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
    /// Reads what can still be read of the log in use into a new log in another folder: the same space and person, where that can
    /// be read, and a replica of its own. Nothing is written to the damaged log.
    ///
    /// - Throws: `StoreError.exists`, where the other folder has a log.
    package func salvage(to target: String) throws -> Rescue {
        guard let folder = try currentFolder() else { throw HomeError.noLog(path: path) }
        let home = Home(path: target, stores: stores, host: host)
        guard try !home.hasLog else { throw StoreError.exists(path: target) }
        try Files.createFolder(target)
        let scratch = target + "/salvage-\(Hex.encode(host.random())).sqlite"
        let damaged = try stores.salvage(folder + "/log.sqlite", scratch)
        let former = damaged.state()
        var state = HuddleLog.freshState(named: former?.name ?? "Saved", host: host)
        if let former {
            state.space = former.space
            state.person = former.person
            state.clock.offsetMilliseconds = former.clock.offsetMilliseconds
        }
        let log = try home.start(state)
        let salvaged = try log.store.write { writer in
            let salvaged = try damaged.eachPage(hash: host.hash) { page in
                _ = try log.merge(page.map { NewChange($0, seq: nil) }, into: writer)
            }
            try log.settlePerson(in: writer)
            return salvaged
        }
        let access = former == nil ? nil : try server()
        if let access { try home.setServer(access) }
        return Rescue(log: log, salvaged: salvaged, isSameSpace: former != nil, hasServer: access != nil)
    }
}

extension HuddleLog {
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
