import HuddlePacking

/// Unpacks the files of a ZIP archive that is wholly in memory, up to a limit.
///
/// Source: PKWARE, "APPNOTE.TXT", 6.3.10, sections 4.3.12 and 4.3.16.
struct ZIPReader {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// - Parameter limit: What all files together may hold, unpacked; unpacking stops there.
    func parts(limit: Int) throws(ZIPError) -> [[UInt8]] {
        var parts: [[UInt8]] = []
        var room = limit
        var position = try number(at: try end() + 16, width: 4)
        while try number(at: position, width: 4) == 0x0201_4b50 {
            let method = try number(at: position + 10, width: 2)
            let packed = try number(at: position + 20, width: 4)
            let lengths = try (28..<34).filter { $0 % 2 == 0 }.map { offset throws(ZIPError) in
                try number(at: position + offset, width: 2)
            }
            let local = try number(at: position + 42, width: 4)
            let start = local + 30 + (try number(at: local + 26, width: 2)) + (try number(at: local + 28, width: 2))
            guard start <= bytes.count, packed <= bytes.count - start else { throw .damaged }
            let content = bytes[start..<start + packed]
            switch method {
            case 0:
                guard packed <= room else { throw .tooLarge(limit: limit) }
                parts.append(Array(content))
            case 8: parts.append(try Self.inflated(Array(content), room: room, limit: limit))
            default: throw .damaged
            }
            room -= parts.last?.count ?? 0
            position += 46 + lengths.reduce(0, +)
            guard position + 4 <= bytes.count else { break }
        }
        return parts
    }

    /// Where the record at the archive's end stands.
    private func end() throws(ZIPError) -> Int {
        var position = bytes.count - 22
        while position >= max(0, bytes.count - 22 - 65_535) {
            if try number(at: position, width: 4) == 0x0605_4b50 { return position }
            position -= 1
        }
        throw .damaged
    }

    private func number(at position: Int, width: Int) throws(ZIPError) -> Int {
        guard position >= 0, position <= bytes.count - width else { throw .damaged }
        return bytes[position..<position + width].reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private static func inflated(_ packed: [UInt8], room: Int, limit: Int) throws(ZIPError) -> [UInt8] {
        do {
            return try Inflater.unpack(packed, .bare, limit: room)
        } catch {
            switch error {
            case .damaged: throw .damaged
            case .tooLarge: throw .tooLarge(limit: limit)
            }
        }
    }
}

/// Why an archive cannot be read.
package enum ZIPError: Error, Hashable, Sendable {
    case damaged
    /// Unpacked it is larger than `limit` bytes.
    case tooLarge(limit: Int)
}

extension ZIPError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .damaged: "It is no whole workbook: the archive is cut or damaged."
        case .tooLarge(let limit): "Unpacked it is larger than \(limit / 1_048_576) MiB, which is the limit."
        }
    }
}
