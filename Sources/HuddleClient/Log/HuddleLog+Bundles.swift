package import HuddleCore
package import HuddleStore
package import HuddleWire

/// Why a bundle was not merged. Nothing was changed.
package enum BundleReadError: Error, Hashable, Sendable {
    case refused(BundleError)
    case otherSpace(name: String)
    /// One of its changes cannot be read.
    case badChange(number: Int, ChangeError)
    /// This log has a server, so it stays in its space.
    case hasServer
}

extension BundleReadError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .refused(let error): "The bundle was not read: \(error). Nothing was changed."
        case .otherSpace(let name):
            "The bundle belongs to another log (\(name.visible)). Nothing was changed: read it in a log of that team, or give "
                + "--name and an empty --home to start one. A log that never joined a server becomes part of that team with "
                + "--adopt; nothing in it is lost."
        case .badChange(let number, let error):
            "The bundle was not read: its change \(number) is damaged (\(error)). Nothing was changed."
        case .hasServer:
            "This log belongs to a team with a server, so it cannot become part of another. Nothing was changed: give --name "
                + "and an empty --home to start a log for the bundle."
        }
    }
}

/// A bundle whose every change was read and found sound.
package struct CheckedBundle: Sendable {
    package let bundle: ChangeBundle
    let arrivals: [NewChange]

    /// - Throws: `BundleReadError.badChange`.
    package init(_ bundle: ChangeBundle, hash: Hash128) throws(BundleReadError) {
        self.bundle = bundle
        var arrivals: [NewChange] = []
        arrivals.reserveCapacity(bundle.changes.count)
        for (position, bytes) in bundle.changes.enumerated() {
            do throws(ChangeError) {
                arrivals.append(NewChange(try StoredChange(bytes: bytes, hash: hash), seq: nil))
            } catch {
                throw .badChange(number: position + 1, error)
            }
        }
        self.arrivals = arrivals
    }
}

extension HuddleLog {
    /// Everything that this log holds, or what was written since a moment, for another machine of the same space.
    package func bundle(since: WallTime?) throws -> ChangeBundle {
        try store.read { reader in
            let state = try reader.state()
            var changes: [[UInt8]] = []
            var key: ArrivalKey?
            while true {
                let page = try reader.changes(after: key, page: .full)
                guard let last = page.last else { break }
                key = last.key
                for arrived in page {
                    if let since, try arrived.decoded(hash: host.hash).change.time < since { continue }
                    changes.append(arrived.bytes)
                }
            }
            return ChangeBundle(space: state.space, spaceName: state.name, written: host.now(), changes: changes)
        }
    }

    /// Whether this log should hold some of these, because its replica wrote them, and does not.
    private func isCopy(_ arrivals: [NewChange], _ reader: any SpaceReader) throws -> Bool {
        let replica = try reader.state().replica
        let own = Set(arrivals.lazy.map(\.stored).filter { $0.change.replica == replica }.map(\.id))
        let held = try reader.held(Array(own))
        let former = try reader.former(own.filter { held[$0] == nil })
        return held.count + former.count < own.count
    }

    /// Merges a bundle, whole or not at all.
    ///
    /// - Throws: `BundleReadError`.
    package func merge(_ bundle: ChangeBundle) throws -> MergeSummary {
        try merge(try CheckedBundle(bundle, hash: host.hash))
    }

    /// Merges a bundle, whole or not at all, by the code that a pull goes through.
    ///
    /// - Parameter isAdopting: Whether this log becomes part of the bundle's space, which it can before it ever synced.
    /// - Throws: `BundleReadError`.
    package func merge(_ checked: CheckedBundle, adopting isAdopting: Bool = false) throws -> MergeSummary {
        let bundle = checked.bundle
        return try store.write { writer in
            var state = try writer.state()
            if state.space != bundle.space {
                guard isAdopting else { throw BundleReadError.otherSpace(name: bundle.spaceName) }
                guard state.cursor == .start else { throw BundleReadError.hasServer }
                state.space = bundle.space
                state.name = bundle.spaceName
                try writer.setState(state)
            }
            if try isCopy(checked.arrivals, writer) {
                try writer.renewReplica(host.newReplicaID(), wall: host.now(), hash: host.hash)
            }
            return try merge(checked.arrivals, into: writer)
        }
    }

    /// Page by page, in the one transaction.
    func merge(_ arrivals: [NewChange], into writer: any SpaceWriter) throws -> MergeSummary {
        var summary = MergeSummary()
        var rest = arrivals[...]
        while !rest.isEmpty {
            summary.add(try writer.merge(Array(rest.prefix(Limits.changesPerPage))))
            rest = rest.dropFirst(Limits.changesPerPage)
        }
        return summary
    }
}
