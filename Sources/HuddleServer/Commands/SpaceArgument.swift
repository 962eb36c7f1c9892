import HuddleCore
import HuddleStore

/// A space as people name it on a command line: by its id or its name.
struct SpaceArgument {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    /// - Throws: `CommandError`, `StoreError`.
    func find(in reader: any DirectoryReader) throws -> SpaceListing {
        if let id = RecordID(text), let space = try reader.space(id) { return space }
        let spaces = try reader.spaces()
        let exact = spaces.filter { $0.name == text }
        let named = exact.isEmpty ? spaces.filter { $0.name.lowercased() == text.lowercased() } : exact
        guard let first = named.first else {
            throw CommandError.noSuchSpace(text, nearest: NearestWord.to(text, in: spaces.map(\.name)))
        }
        guard named.count == 1 else { throw CommandError.ambiguousSpace(text, candidates: named) }
        return first
    }
}
