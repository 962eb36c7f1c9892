import HuddleCore

/// A stream that a program writes to: stdout, stderr, or what a test puts in their place.
package struct Channel: Sendable {
    /// The width of the terminal it goes to, nil for files and pipes.
    package let columns: Int?
    /// The height of the terminal, nil where nobody knows.
    package let rows: Int?
    private let sink: @Sendable ([UInt8]) throws -> Void

    package init(columns: Int?, rows: Int? = nil, sink: @escaping @Sendable ([UInt8]) throws -> Void) {
        self.columns = columns
        self.rows = rows
        self.sink = sink
    }

    package var isTerminal: Bool { columns != nil }

    /// - Throws: `OutputError`.
    package func write(_ text: String) throws {
        try sink(Array(text.utf8))
    }

    /// - Throws: `OutputError`.
    package func write(_ bytes: [UInt8]) throws {
        try sink(bytes)
    }

    package func line(_ text: String) throws {
        try write(text + "\n")
    }
}

/// Why a stream takes no more.
package enum OutputError: Error, Hashable, Sendable {
    /// Nobody reads any longer, as after `| head`.
    case closed
    case failed(detail: String)
}

extension OutputError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .closed: "Nobody reads the output any longer."
        case .failed(let detail): "The output could not be written: \(detail.visible)."
        }
    }
}

/// Collects small pieces, so that a long output takes few system calls.
struct PieceBuffer {
    private static let fullBytes = 64 * 1024

    private var text = ""
    private let write: (String) throws -> Void

    init(_ write: @escaping (String) throws -> Void) {
        self.write = write
    }

    mutating func append(_ piece: String) throws {
        text += piece
        if text.utf8.count >= Self.fullBytes { try flush() }
    }

    /// Call it last: what is left goes out here.
    mutating func flush() throws {
        guard !text.isEmpty else { return }
        try write(text)
        text = ""
    }
}
