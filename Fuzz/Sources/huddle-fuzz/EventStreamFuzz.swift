import HuddleWire

/// Server-sent events are the same however they are cut.
enum EventStreamFuzz {
    /// The first byte says how long the pieces are.
    static func run(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let stream = bytes.dropFirst()
        var reader = EventStreamReader()
        var items: [EventStreamReader.Item]? = []
        for piece in Pieces(of: stream, length: Int(first) + 1) {
            guard let more = reader.read(piece) else {
                items = nil
                break
            }
            items? += more
        }
        var atOnce = EventStreamReader()
        let whole = atOnce.read(stream)
        precondition(items == nil ? whole == nil : whole == items, "it depends on how the events are cut")
        precondition((whole?.count ?? 0) <= stream.count, "more events than bytes")
    }
}

/// A text in pieces of one length, the last of which may be shorter.
struct Pieces: Sequence, IteratorProtocol {
    private var rest: ArraySlice<UInt8>
    private let length: Int

    init(of bytes: ArraySlice<UInt8>, length: Int) {
        rest = bytes
        self.length = length
    }

    mutating func next() -> ArraySlice<UInt8>? {
        guard !rest.isEmpty else { return nil }
        defer { rest = rest.dropFirst(length) }
        return rest.prefix(length)
    }
}
