import Foundation
import HuddleWire

/// Reads an export a line at a time, from a file or from standard input.
final class ExportReader {
    private let descriptor: Int32
    private let path: String
    private var lines = ExportLineReader()

    /// The number of the line that was read last.
    var line: Int { lines.number }

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
        while true {
            if let line = try reading({ lines throws(WireError) in try lines.next() }) { return line }
            let piece = try piece()
            if piece.isEmpty {
                try reading { lines throws(WireError) in try lines.finish() }
                return nil
            }
            lines.append(piece)
        }
    }

    private func reading<Result>(
        _ read: (inout ExportLineReader) throws(WireError) -> Result
    ) throws(CareError) -> Result {
        do throws(WireError) {
            return try read(&lines)
        } catch {
            throw .badExport(line: line, detail: error.description)
        }
    }

    /// - Returns: What comes next; nothing at the end.
    private func piece() throws(CareError) -> ArraySlice<UInt8> {
        var piece = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .failed(path, errno) }
            return piece[..<count]
        }
    }
}
