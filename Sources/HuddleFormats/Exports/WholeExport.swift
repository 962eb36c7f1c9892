import Dispatch
package import HuddleCore
import Synchronization

/// An export that is read and written at once: entries become bytes on a second thread while the caller's reads the next.
package struct WholeExport: Sendable {
    /// Entries that are formatted together.
    private static let batchItems = 64

    private let places: ExportPlaces
    private let formatting: Formatting

    package init(_ facts: ExportFacts, _ places: ExportPlaces, _ writer: sending any ExportWriter) {
        self.places = places
        formatting = Formatting(ExportText(facts, places, writer))
    }

    /// - Parameter read: Hands over the entries at these places, in their order.
    /// - Parameter progress: Told now and then how many items of how many are read.
    /// - Parameter sink: Takes the file's bytes, piece by piece.
    /// - Returns: What was left out, and why.
    package consuming func write(
        reading read: (_ places: [RecordPlace], _ body: (ListedEntry) throws -> Void) throws -> Void,
        progress: (_ read: Int, _ of: Int) throws -> Void = { _, _ in }, to sink: ([UInt8]) throws -> Void
    ) throws -> [LeftOut] {
        var places = places
        let formatting = formatting
        var batch: [Formatting.Item] = []
        var count = 0
        while case let page = try places.next(ExportPlaces.pageItems), !page.isEmpty {
            var rest = page[...]
            try withoutActuallyEscaping(sink) { sink in
                try read(page.map(\.place)) { listed in
                    batch.append((listed, rest.removeFirst()))
                    guard batch.count == Self.batchItems else { return }
                    let piece = formatting.takePiece(andAdd: batch)
                    batch.removeAll(keepingCapacity: true)
                    if let piece { try sink(piece) }
                }
            }
            count += page.count
            try progress(count, places.items)
        }
        let (rest, leftOut) = formatting.end(with: batch)
        if !rest.isEmpty { try sink(rest) }
        return leftOut
    }
}

/// Makes an export's bytes on a thread of its own.
private final class Formatting: Sendable {
    typealias Item = (listed: ListedEntry, place: ExportPlaces.Item)

    /// How many bytes are worth passing on.
    private static let pieceBytes = 64 * 1024

    private struct State {
        var text: ExportText
        var out: [UInt8] = []

        mutating func add(_ items: [Item]) {
            for item in items { text.add(item.listed, at: item.place, to: &out) }
        }

        mutating func takePiece() -> [UInt8]? {
            guard out.count >= pieceBytes else { return nil }
            let piece = out
            out = []
            out.reserveCapacity(2 * pieceBytes)
            return piece
        }
    }

    private let state: Mutex<State>
    private let queue = DispatchQueue(label: "export")

    /// Begins the file.
    init(_ text: sending ExportText) {
        var state = State(text: text)
        state.text.begin(to: &state.out)
        self.state = Mutex(state)
    }

    /// Waits until all that came before is formatted, and has `items` formatted next.
    ///
    /// - Returns: The bytes that were not yet taken, where they are enough to be worth it.
    func takePiece(andAdd items: [Item]) -> [UInt8]? {
        let piece = queue.sync { state.withLock { $0.takePiece() } }
        queue.async { self.state.withLock { $0.add(items) } }
        return piece
    }

    /// Ends the file after `items`, on the caller's thread: a short list needs no other.
    ///
    /// - Returns: The bytes that were not yet taken; what was left out, and why.
    func end(with items: [Item]) -> (bytes: [UInt8], leftOut: [LeftOut]) {
        queue.sync {
            state.withLock { state in
                state.add(items)
                let leftOut = state.text.end(to: &state.out)
                return (state.out, leftOut)
            }
        }
    }
}
