import Foundation
import HuddleCore
import HuddleStore
import HuddleWire

/// One line of an export, read.
enum ExportLine: Hashable {
    case begin(Begin)
    case member(Person)
    case change(Change)
    case end(End)

    struct Begin: Hashable, Decodable {
        let begin: String
        let format: Int
        let space: String
        let name: String
        let created: String
        let changes: UInt64
        let chain: String
    }

    struct Person: Hashable, Decodable {
        let member: String
        let name: String
        let department: String
        let role: String
        let removed: String?
    }

    struct Change: Hashable, Decodable {
        let seq: UInt64
        let id: String
        let bytes: Data
    }

    struct End: Hashable, Decodable {
        let end: String
        let changes: UInt64
        let chain: String
    }

    /// Members that this version does not know are passed over. A key that stands there twice is refused, because readers
    /// differ in which of two they keep.
    ///
    /// - Throws: `CareError.badExport`.
    init(_ text: [UInt8], at number: Int) throws(CareError) {
        do {
            let keys = try JSONKeys.ofObject(text)
            let decoder = JSONDecoder()
            let data = Data(text)
            if keys.contains("begin") {
                self = .begin(try decoder.decode(Begin.self, from: data))
            } else if keys.contains("member") {
                self = .member(try decoder.decode(Person.self, from: data))
            } else if keys.contains("end") {
                self = .end(try decoder.decode(End.self, from: data))
            } else {
                self = .change(try decoder.decode(Change.self, from: data))
            }
        } catch let error as WireError {
            throw .badExport(line: number, detail: error.description)
        } catch {
            throw .badExport(line: number, detail: "it is none of the lines that an export has")
        }
    }
}

/// Reads an export a line at a time, from a file or from standard input.
final class ExportReader {
    private let descriptor: Int32
    private let path: String
    private var buffer: [UInt8] = []
    private var position = 0
    private(set) var line = 0

    /// - Parameter path: `-` for standard input.
    init(_ path: String) throws(CareError) {
        self.path = path
        descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .failed(path, errno) }
    }

    deinit { close(descriptor) }

    /// The next line, nil behind the last one.
    ///
    /// - Throws: `CareError.badExport`, `.fileFailed`.
    func next() throws(CareError) -> ExportLine? {
        var searched = position
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let text = Array(buffer[position..<end])
                position = end + 1
                line += 1
                return try ExportLine(text, at: line)
            }
            searched = buffer.count - position
            guard searched <= Limits.exportLineBytes else {
                throw .badExport(line: line + 1, detail: "it is longer than \(Limits.exportLineBytes) bytes")
            }
            buffer.removeFirst(position)
            position = 0
            guard try fill() else {
                guard buffer.isEmpty else { throw .badExport(line: line + 1, detail: "it breaks off") }
                return nil
            }
        }
    }

    /// - Returns: Whether there was anything more.
    private func fill() throws(CareError) -> Bool {
        var piece = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .failed(path, errno) }
            buffer += piece[..<count]
            return count > 0
        }
    }
}
