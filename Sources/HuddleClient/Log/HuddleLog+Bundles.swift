package import HuddleCore
package import HuddleStore
package import HuddleWire

/// Why a bundle was not merged. Nothing was changed.
package enum BundleReadError: Error, Hashable, Sendable {
    case refused(BundleError)
    case otherSpace(name: String)
    /// One of its changes cannot be read.
    case badChange(number: Int, ChangeError)
}

extension BundleReadError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .refused(let error): "The bundle was not read: \(error). Nothing was changed."
        case .otherSpace(let name):
            "The bundle belongs to another log (\(name.visible)). Nothing was changed: `huddle bundle read` takes it into a "
                + "log of that team, or into a new one in an empty --home."
        case .badChange(let number, let error):
            "The bundle was not read: its change \(number) is damaged (\(error)). Nothing was changed."
        }
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
                    if let since, try arrived.decoded().change.time < since { continue }
                    changes.append(arrived.bytes)
                }
            }
            return ChangeBundle(space: state.space, spaceName: state.name, written: host.now(), changes: changes)
        }
    }

    /// Whether this log should hold some of these, because its replica wrote them, and does not.
    private func isCopy(_ arrivals: [NewChange], _ reader: any SpaceReader) throws -> Bool {
        let replica = try reader.state().replica
        let own = arrivals.map(\.stored).filter { $0.change.replica == replica }
        return try reader.held(own.map(\.id)).count < Set(own.map(\.id)).count
    }

    /// Merges a bundle, whole or not at all, by the code that a pull goes through.
    ///
    /// - Throws: `BundleReadError`.
    package func merge(_ bundle: ChangeBundle) throws -> MergeSummary {
        var arrivals: [NewChange] = []
        arrivals.reserveCapacity(bundle.changes.count)
        for (position, bytes) in bundle.changes.enumerated() {
            do throws(ChangeError) {
                arrivals.append(NewChange(try StoredChange(bytes: bytes, hash: host.hash), seq: nil))
            } catch {
                throw BundleReadError.badChange(number: position + 1, error)
            }
        }
        return try store.write { writer in
            guard try writer.state().space == bundle.space else {
                throw BundleReadError.otherSpace(name: bundle.spaceName)
            }
            if try isCopy(arrivals, writer) {
                try writer.renewReplica(host.newReplicaID(), wall: host.now(), hash: host.hash)
            }
            var summary = MergeSummary()
            var rest = arrivals[...]
            while !rest.isEmpty {
                let page = try writer.merge(Array(rest.prefix(Limits.changesPerPage)))
                summary.merged += page.merged
                summary.conflicted.formUnion(page.conflicted)
                rest = rest.dropFirst(Limits.changesPerPage)
            }
            return summary
        }
    }
}
