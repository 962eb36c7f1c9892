import HuddleCore
package import HuddleStore

/// What every `SpaceStore` must do. A store's tests run each case against it; a new store adds itself to their arguments.
package enum StoreContract {
    package typealias MakeStore = @Sendable (SpaceState) throws -> any SpaceStore

    package struct Case: CustomStringConvertible, Sendable {
        package let description: String
        private let body: @Sendable (Workbench) throws -> Void

        init(_ description: String, _ body: @escaping @Sendable (Workbench) throws -> Void) {
            self.description = description
            self.body = body
        }

        package func run(_ make: @escaping MakeStore) throws {
            try body(Workbench(make: make))
        }
    }

    package static var cases: [Case] {
        stateCases + changeCases + logCases + mergeCases + readingCases + namingCases + searchingCases
    }

    /// What a case works with.
    struct Workbench {
        let make: MakeStore
        let machine = SimulatedHost(seed: 1)

        var host: Host { machine.host }

        func store() throws -> any SpaceStore {
            try make(
                SpaceState(space: host.newRecordID(), name: "Acme team", replica: ReplicaID(bits: 0xabcd)))
        }

        /// Captures an entry as a laptop does.
        @discardableResult
        func capture(
            _ text: String, in store: any SpaceStore, id: RecordID? = nil, isNew: Bool = false,
            _ more: [Change.Write] = []
        ) throws -> StoredChange {
            machine.advance(milliseconds: 10)
            let writes = [Change.Write(FieldName.text, .text(text))] + more
            guard isNew else { return try write(writes, to: id ?? host.newDerivedID(), in: store) }
            let edit = Edit(new: .entry, writes: writes)
            let changes = try store.write { try $0.capture([edit], wall: host.now(), hash: host.hash) }
            return try changes.first.orViolation("a capture makes a change")
        }

        @discardableResult
        func write(
            _ writes: [Change.Write], to id: RecordID, type: RecordType = .entry, in store: any SpaceStore
        ) throws -> StoredChange {
            let edit = Edit(record: id, type: type, writes: writes)
            let changes = try store.write { try $0.capture([edit], wall: host.now(), hash: host.hash) }
            return try changes.first.orViolation("a capture makes a change")
        }

        /// A change that some other replica wrote.
        func foreign(
            _ writes: [Change.Write], to id: RecordID, type: RecordType? = .entry, replica: UInt64 = 7,
            stamp: Int64 = 0,
            counter: UInt16 = 0, index: UInt64 = 1, bases: [ChangeID] = []
        ) -> StoredChange {
            let time = WallTime(milliseconds: SimulatedHost.start.milliseconds + stamp)
            return StoredChange(
                Change(
                    stamp: Stamp(time: time, counter: counter), replica: ReplicaID(bits: replica), index: index,
                    record: id,
                    type: type, writes: writes, bases: bases), hash: host.hash)
        }

        /// Reads these from a log that holds nothing else.
        func pull(_ changes: [StoredChange], into store: any SpaceStore) throws {
            let end = changes.reduce(Cursor.start) { $0.advanced(over: $1.id, hash: host.hash) }
            _ = try store.write {
                try $0.pull(
                    changes.map { .change($0) }, from: .start, to: end, head: end.seq, refusals: [],
                    serverTime: host.now(), receivedAt: host.now(), hash: host.hash)
            }
        }

        /// - Parameter later: By how much the server's clock is ahead of the machine's.
        func admit(
            _ changes: [StoredChange], to store: any SpaceStore, later milliseconds: Int64 = 0
        ) throws -> [Verdict] {
            let now = WallTime(milliseconds: host.now().milliseconds + milliseconds)
            return try store.write {
                try $0.admit(changes.map(\.bytes), now: now, hash: host.hash)
            }.verdicts
        }
    }
}

/// A store did not do what the contract asks.
package struct ContractViolation: Error, CustomStringConvertible {
    package let description: String
}

func require(_ condition: Bool, _ message: @autoclosure () -> String) throws {
    if !condition { throw ContractViolation(description: message()) }
}

func requireEqual<Value: Equatable>(_ found: Value, _ wanted: Value, _ what: String) throws {
    try require(found == wanted, "\(what): found \(found), wanted \(wanted)")
}

extension Optional {
    func orViolation(_ message: String) throws -> Wrapped {
        guard let self else { throw ContractViolation(description: message) }
        return self
    }
}
