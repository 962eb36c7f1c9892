/// A change that no other change of its cell has superseded.
package struct Head: Hashable, Comparable, Sendable {
    package let id: ChangeID
    package let stamp: Stamp
    package let value: Value

    package init(id: ChangeID, stamp: Stamp, value: Value) {
        self.id = id
        self.stamp = stamp
        self.value = value
    }

    /// The total order of the winners: by stamp, then by id. Never "mine on equality".
    package static func < (left: Head, right: Head) -> Bool {
        left.stamp != right.stamp ? left.stamp < right.stamp : left.id < right.id
    }
}

/// One field of one record: a last-writer-wins register that remembers what it did not choose.
package struct Cell: Hashable, Sendable {
    package let name: CellName
    /// In ascending order.
    ///
    /// - Invariant: Never empty; the last is the winner.
    package private(set) var heads: [Head]

    package init(name: CellName, heads: [Head]) {
        precondition(!heads.isEmpty, "a cell that was written has a head")
        self.name = name
        self.heads = heads.count > 1 ? heads.sorted() : heads
    }

    /// What lists, searches and exports show.
    package var winner: Head { heads[heads.count - 1] }

    /// The winner's value. An element of a set is in when any head says so: adding wins.
    package var value: Value {
        if heads.count > 1, name.isElement, heads.contains(where: { $0.value == .flag(true) }) { return .flag(true) }
        return heads[heads.count - 1].value
    }

    /// Whether its authors wrote different things without knowing of each other. Sets and `deleted` settle that by rule.
    package var isInConflict: Bool {
        guard heads.count > 1, !name.isElement, name != FieldName.deleted else { return false }
        return heads.contains { $0.value != heads[0].value }
    }

    mutating func insert(_ head: Head) {
        let position =
            heads.firstIndex { $0 > head || Mutant.isOn(.tiesWonLocally) && $0.stamp == head.stamp } ?? heads.count
        heads.insert(head, at: position)
    }

    /// Takes away what `bases` name, once a new head has been put in.
    mutating func remove(_ bases: [ChangeID], keeping head: ChangeID?) {
        heads.removeAll { $0.id != head && bases.contains($0.id) }
        if Mutant.isOn(.losingHeadsDropped), heads.count > 1 { heads.removeFirst(heads.count - 1) }
    }
}
