/// As much of protobuf's wire format as the load needs. Source: protobuf.dev, "Encoding".
struct ProtobufWriter {
    private(set) var bytes: [UInt8] = []

    mutating func number(_ field: UInt64, _ value: UInt64) {
        append(field << 3)
        append(value)
    }

    mutating func fixed(_ field: UInt64, _ value: UInt64) {
        append(field << 3 | 1)
        for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift))) }
    }

    mutating func data(_ field: UInt64, _ value: some Collection<UInt8>) {
        append(field << 3 | 2)
        append(UInt64(value.count))
        bytes += value
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

struct ProtobufReader {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    /// The next field, with its bytes where it has a length and its number where it is one.
    mutating func next() -> (field: UInt64, data: ArraySlice<UInt8>, number: UInt64)? {
        guard position < bytes.endIndex else { return nil }
        let tag = varint()
        switch tag & 7 {
        case 0: return (tag >> 3, [], varint())
        case 1: return (tag >> 3, take(8), 0)
        case 5: return (tag >> 3, take(4), 0)
        default: return (tag >> 3, take(Int(varint())), 0)
        }
    }

    private mutating func varint() -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < bytes.endIndex, shift < 64 {
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { break }
            shift += 7
        }
        return value
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8> {
        let end = min(position + count, bytes.endIndex)
        defer { position = end }
        return bytes[position..<end]
    }
}
