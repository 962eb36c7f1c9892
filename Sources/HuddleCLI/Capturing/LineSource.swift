import HuddleCore

/// Lines as they come in on stdin, one at a time.
package protocol LineSource: AnyObject {
    /// Whether somebody types, who sees a prompt and can mend a line.
    var isTyped: Bool { get }

    /// The next line. What is shown and completed is for whoever types.
    func next(prompt: String, complete: @escaping (String) -> Completion) throws -> TypedLine

    /// Puts a line where it can be had again.
    func remember(_ line: String)
}

package enum TypedLine: Hashable, Sendable {
    /// Without its end, and as it came: not all bytes are text.
    case line([UInt8])
    /// More than `Limits.importFileBytes` without an end.
    case tooLong
    /// Given up by whoever typed it.
    case interrupted
    case end
}

/// What Tab does with what stands before the cursor.
package struct Completion: Hashable, Sendable {
    package static let none = Completion()

    /// Code points before the cursor that `insert` stands for.
    package var erase = 0
    package var insert: String?
    /// What there is to choose from, where nothing can be inserted.
    package var list: [String] = []
}

/// The lines of a file or a pipe.
package final class PipedLines: LineSource {
    package let isTyped = false
    private let read: () throws -> [UInt8]
    private var buffer: [UInt8] = []
    /// Up to here the buffer has been handed out.
    private var start = 0
    private var isAtEnd = false

    /// - Parameter read: What has arrived, at least one byte; empty at the end.
    package init(read: @escaping () throws -> [UInt8]) {
        self.read = read
    }

    package func next(prompt: String, complete: @escaping (String) -> Completion) throws -> TypedLine {
        var looked = start
        while true {
            if let end = buffer[looked...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(buffer[start..<end])
                start = end + 1
                return .line(line)
            }
            if isAtEnd {
                guard start < buffer.count else { return .end }
                defer { start = buffer.count }
                return .line(Array(buffer[start...]))
            }
            buffer.removeFirst(start)
            start = 0
            looked = buffer.count
            if looked > Limits.importFileBytes {
                try skipLine()
                return .tooLong
            }
            let more = try read()
            isAtEnd = more.isEmpty
            buffer += more
        }
    }

    package func remember(_ line: String) {}

    private func skipLine() throws {
        while !isAtEnd {
            buffer = try read()
            isAtEnd = buffer.isEmpty
            if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
                start = end + 1
                return
            }
        }
    }
}
