/// Finds the one thing that someone means: by its name, its whole id, or the first letters of its short id.
package struct NamedChoice {
    package enum Outcome: Hashable, Sendable {
        /// The position of the thing that is meant.
        case one(Int)
        case none(nearest: String?)
        /// The positions of all that could be meant.
        case several([Int])
    }

    private let things: [(id: RecordID, name: String)]
    /// The fewest letters that tell each thing from the others.
    package let shortIDs: [String]

    package init(_ things: [(id: RecordID, name: String)]) {
        self.things = things
        shortIDs = Self.shortIDs(of: things.map { $0.id })
    }

    package func find(_ text: String) -> Outcome {
        if let id = RecordID(text), let position = things.firstIndex(where: { $0.id == id }) { return .one(position) }
        let exact = things.indices.filter { things[$0].name == text }
        let lowered = text.lowercased()
        let named = exact.isEmpty ? things.indices.filter { things[$0].name.lowercased() == lowered } : exact
        if let outcome = Self.outcome(of: named) { return outcome }
        if text.utf8.count >= ShortID.fewestLetters, let range = ShortID.range(of: text) {
            let meant = things.indices.filter { range.contains(ShortID(things[$0].id).bits) }
            if let outcome = Self.outcome(of: meant) { return outcome }
        }
        return .none(nearest: NearestWord.to(text, in: things.map { $0.name }))
    }

    private static func outcome(of meant: [Int]) -> Outcome? {
        meant.count > 1 ? .several(meant) : meant.first.map { .one($0) }
    }

    private static func shortIDs(of ids: [RecordID]) -> [String] {
        let handles = ids.map { ShortID($0) }
        let sorted = handles.sorted()
        return handles.map { handle in
            let position = sorted.firstIndex(of: handle) ?? 0
            let previous = position > 0 ? sorted[position - 1] : nil
            let next = position + 1 < sorted.count ? sorted[position + 1] : nil
            return handle.shortest(between: previous, and: next)
        }
    }
}
