/// Reads protobuf's wire format without copying. Whatever the bytes are, it throws or goes on; it never traps.
/// Source: protobuf.dev, "Encoding".
struct WireReader {
    enum FieldType: UInt64 {
        case varint = 0
        case fixed64 = 1
        case bytes = 2
        case fixed32 = 5
    }

    struct Field {
        let number: UInt64
        let type: FieldType
        /// Where the field's tag starts.
        let start: Int
    }

    private let bytes: ArraySlice<UInt8>
    private(set) var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    init(_ bytes: [UInt8]) {
        self.init(bytes[...])
    }

    /// The next field's tag, nil at the end. Groups, which proto3 does not have, are malformed, and so are tags of more
    /// than five bytes, which protobuf's own libraries refuse.
    mutating func nextField() throws(ChangeError) -> Field? {
        guard position < bytes.endIndex else { return nil }
        let start = position
        let tag = try varint()
        guard let type = FieldType(rawValue: tag & 7), tag >> 3 > 0, tag >> 3 < 1 << 29, position - start <= 5 else {
            throw .malformed(at: start)
        }
        return Field(number: tag >> 3, type: type, start: start)
    }

    mutating func varint() throws(ChangeError) -> UInt64 {
        let start = position
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < bytes.endIndex, shift < 64 {
            let byte = bytes[position]
            position += 1
            guard shift < 63 || byte <= 1 else { throw .malformed(at: start) }
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw .malformed(at: start)
    }

    mutating func fixed64() throws(ChangeError) -> UInt64 {
        var value: UInt64 = 0
        for byte in try take(8).reversed() { value = value << 8 | UInt64(byte) }
        return value
    }

    mutating func slice() throws(ChangeError) -> ArraySlice<UInt8> {
        let start = position
        let count = try varint()
        guard count <= UInt64(bytes.endIndex - position) else { throw .malformed(at: start) }
        return try take(Int(count))
    }

    mutating func string() throws(ChangeError) -> String {
        let slice = try slice()
        guard let text = String(validating: slice, as: UTF8.self) else { throw .notUTF8(at: position) }
        return text
    }

    mutating func skip(_ type: FieldType) throws(ChangeError) {
        switch type {
        case .varint: _ = try varint()
        case .fixed64: _ = try take(8)
        case .bytes: _ = try slice()
        case .fixed32: _ = try take(4)
        }
    }

    static func zigzag(_ value: UInt64) -> Int64 {
        Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    private mutating func take(_ count: Int) throws(ChangeError) -> ArraySlice<UInt8> {
        guard bytes.endIndex - position >= count else { throw .malformed(at: position) }
        defer { position += count }
        return bytes[position..<position + count]
    }
}

/// Writes protobuf's wire format.
struct WireWriter {
    private(set) var bytes: [UInt8]

    init(_ start: [UInt8] = []) {
        bytes = start
    }

    mutating func varint(_ number: UInt64, _ value: UInt64) {
        append(number << 3 | WireReader.FieldType.varint.rawValue)
        append(value)
    }

    mutating func fixed64(_ number: UInt64, _ value: UInt64) {
        append(number << 3 | WireReader.FieldType.fixed64.rawValue)
        for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift))) }
    }

    mutating func bytes(_ number: UInt64, _ value: some Collection<UInt8>) {
        append(number << 3 | WireReader.FieldType.bytes.rawValue)
        append(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    /// Fields that were encoded before.
    mutating func raw(_ fields: [UInt8]) {
        bytes.append(contentsOf: fields)
    }

    static func zigzag(_ value: Int64) -> UInt64 {
        UInt64(bitPattern: value << 1 ^ value >> 63)
    }

    private mutating func append(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
