package import Foundation
import HuddleCore

/// One line of a space's export, read (Protocol/files.md).
package enum ExportLine: Hashable, Sendable {
    case begin(Begin)
    case member(Person)
    case change(Change)
    case end(End)

    package struct Begin: Hashable, Sendable, Decodable {
        package let begin: String
        package let format: Int
        package let space: String
        package let name: String
        package let created: String
        package let changes: UInt64
        package let chain: String
    }

    package struct Person: Hashable, Sendable, Decodable {
        package let member: String
        package let name: String
        package let department: String
        package let role: String
        package let removed: String?
    }

    package struct Change: Hashable, Sendable, Decodable {
        package let seq: UInt64
        package let id: String
        package let bytes: Data
    }

    package struct End: Hashable, Sendable, Decodable {
        package let end: String
        package let changes: UInt64
        package let chain: String
    }

    /// Members that this version does not know are passed over. A key that stands there twice is refused, because readers
    /// differ in which of two they keep.
    ///
    /// - Throws: `WireError.malformed`.
    package init(_ text: [UInt8]) throws(WireError) {
        let keys = try JSONKeys.ofObject(text)
        let decoder = JSONDecoder()
        let data = Data(text)
        do {
            if keys.contains("begin") {
                self = .begin(try decoder.decode(Begin.self, from: data))
            } else if keys.contains("member") {
                self = .member(try decoder.decode(Person.self, from: data))
            } else if keys.contains("end") {
                self = .end(try decoder.decode(End.self, from: data))
            } else {
                self = .change(try decoder.decode(Change.self, from: data))
            }
        } catch {
            throw .malformed("it is none of the lines that an export has")
        }
    }
}

/// The lines of an export, out of bytes that arrive in pieces.
package struct ExportLineReader: Sendable {
    private var buffer: [UInt8] = []
    private var position = 0
    /// Up to here there is no end of a line behind `position`.
    private var searched = 0
    /// The number of the line that was read last, or that could not be read, from 1.
    package private(set) var number = 0

    package init() {}

    package mutating func append(_ bytes: some Collection<UInt8>) {
        buffer.removeFirst(position)
        searched -= position
        position = 0
        buffer += bytes
    }

    /// - Returns: The next line, nil where it has not arrived as a whole.
    /// - Throws: `WireError.malformed`, where it is no line of an export, or longer than any.
    package mutating func next() throws(WireError) -> ExportLine? {
        let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n"))
        let stop = end ?? buffer.count
        defer { if end == nil { searched = stop } }
        if stop - position > Limits.exportLineBytes {
            number += 1
            throw .malformed("it is longer than \(Limits.exportLineBytes) bytes")
        }
        guard let end else { return nil }
        let text = Array(buffer[position..<end])
        position = end + 1
        searched = position
        number += 1
        return try ExportLine(text)
    }

    /// - Throws: `WireError.malformed`, where nothing more comes and a line has begun.
    package mutating func finish() throws(WireError) {
        guard position < buffer.count else { return }
        number += 1
        throw .malformed("it breaks off")
    }
}
