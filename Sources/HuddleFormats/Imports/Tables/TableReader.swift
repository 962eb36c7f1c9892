import HuddleCore

/// One row of a table in text.
struct TableRow: Sendable {
    /// Where it starts, counted from 1.
    let line: Int
    let cells: [String]

    var isBlank: Bool { cells.allSatisfy { $0.allSatisfy(\.isWhitespace) } }
}

/// The rows of a CSV file, one at a time.
///
/// Source: RFC 4180, and what spreadsheets make of it: any of four separators, any ends of lines, a first line `sep=;`. A
/// quotation mark inside a cell that does not start with one is a letter like any other.
struct TableReader {
    private var lines: LineReader
    /// What parts the cells; found in the first line.
    private(set) var separator = UInt8(ascii: ",")
    private var first: SourceLine?
    private var isOver = false

    /// - Parameter separator: Nil for whichever of comma, semicolon, tab and bar is in the first line most.
    init(_ lines: LineReader, separator: UInt8?) throws {
        self.lines = lines
        first = try self.lines.next()
        if let line = first, line.bytes.starts(with: "sep=".utf8), line.bytes.count == 5 {
            self.separator = separator ?? line.bytes[4]
            first = try self.lines.next()
        } else {
            self.separator = separator ?? Self.separator(in: first?.bytes ?? [])
        }
    }

    /// - Returns: Nil at the end.
    /// - Throws: `ImportProblem` for a row that is none. Where a quotation mark is not closed, there is nothing more after it.
    mutating func next() throws -> TableRow? {
        guard !isOver, let start = try line() else { return nil }
        var row = RowScanner(separator: separator)
        var line = start
        var size = 0
        var fault: ImportProblem?
        while true {
            if fault == nil {
                do throws(ImportProblem) {
                    try line.check()
                    try row.take(line.bytes, line: line.number)
                } catch {
                    fault = error
                }
            }
            if fault != nil || !row.isOpen { break }
            size += line.bytes.count
            row.take(ending: line.ending)
            guard size <= Limits.importRowBytes, let next = try self.line() else {
                isOver = true
                throw ImportProblem(
                    line: start.number, "a quotation mark is opened in this row and not closed; expected another one")
            }
            line = next
        }
        if let fault { throw fault }
        return TableRow(line: start.number, cells: try row.cells(line: start.number))
    }

    private mutating func line() throws -> SourceLine? {
        if let line = first {
            first = nil
            return line
        }
        return try lines.next()
    }

    private static func separator(in line: [UInt8]) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in line {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() } else if !isQuoted { counts[byte, default: 0] += 1 }
        }
        let known = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }
        return known.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? UInt8(ascii: ",")
    }
}

/// Steps through the bytes of one row.
private struct RowScanner {
    private enum State { case start, plain, quoted, closed }

    let separator: UInt8
    private var state = State.start
    private var finished: [[UInt8]] = []
    private var cell: [UInt8] = []

    init(separator: UInt8) {
        self.separator = separator
    }

    /// Whether the row goes on in the next line.
    var isOpen: Bool { state == .quoted }

    mutating func take(_ bytes: [UInt8], line: Int) throws(ImportProblem) {
        for byte in bytes {
            switch (state, byte) {
            case (.start, UInt8(ascii: "\"")): state = .quoted
            case (.quoted, UInt8(ascii: "\"")): state = .closed
            case (.closed, UInt8(ascii: "\"")):
                cell.append(byte)
                state = .quoted
            case (.quoted, _): cell.append(byte)
            case (_, separator):
                finished.append(cell)
                cell = []
                state = .start
            case (.closed, _):
                throw ImportProblem(
                    line: line, "something stands behind the closing quotation mark of column \(finished.count + 1)")
            case (.start, _), (.plain, _):
                cell.append(byte)
                state = .plain
            }
        }
    }

    /// An end of line inside quotation marks.
    mutating func take(ending: [UInt8]) {
        cell += ending
    }

    func cells(line: Int) throws(ImportProblem) -> [String] {
        var cells: [String] = []
        for bytes in finished + [cell] { cells.append(try SourceLine.text(bytes[...], line: line)) }
        return cells
    }
}
