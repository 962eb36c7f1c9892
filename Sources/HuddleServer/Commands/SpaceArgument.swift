import HuddleCore
import HuddleStore

/// A space as people name it on a command line: by its id or its name.
struct SpaceArgument {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    /// - Parameter deleted: Whether spaces that were deleted can be meant too, where no other one has the name.
    /// - Throws: `CommandError`, `StoreError`.
    func find(in reader: any DirectoryReader, deleted: Bool = false) throws -> SpaceListing {
        let all = try reader.spaces()
        let living = candidates(among: all.filter { $0.deleted == nil })
        let candidates = living.isEmpty ? candidates(among: all) : living
        guard let first = candidates.first else {
            throw CommandError.noSuchSpace(text, nearest: NearestWord.to(text, in: all.map(\.name)))
        }
        guard candidates.count == 1 else { throw CommandError.ambiguousSpace(text, candidates: candidates) }
        guard deleted || first.deleted == nil else { throw CommandError.spaceIsDeleted(first) }
        return first
    }

    private func candidates(among spaces: [SpaceListing]) -> [SpaceListing] {
        if let id = RecordID(text), let space = spaces.first(where: { $0.id == id }) { return [space] }
        let exact = spaces.filter { $0.name == text }
        return exact.isEmpty ? spaces.filter { $0.name.lowercased() == text.lowercased() } : exact
    }
}
