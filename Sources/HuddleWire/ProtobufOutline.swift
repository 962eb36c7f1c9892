/// Where the fields of a protobuf message stand, without knowing which message it is.
/// Source: Protocol Buffers, "Encoding".
struct ProtobufOutline {
    struct Field {
        let number: UInt64
        /// The tag and the value.
        let range: Range<Int>
    }

    private(set) var fields: [Field] = []
    /// The byte at which the message breaks off or stops being one; nil where every field is whole.
    private(set) var fault: Int?

    init(_ message: [UInt8]) {
        var position = 0
        while position < message.count {
            guard let (number, end) = Self.field(of: message, at: position) else {
                fault = position
                return
            }
            fields.append(Field(number: number, range: position..<end))
            position = end
        }
    }

    private static func field(of message: [UInt8], at start: Int) -> (number: UInt64, end: Int)? {
        guard let (tag, afterTag) = varint(of: message, at: start), tag >> 3 > 0 else { return nil }
        let end: Int?
        switch tag & 7 {
        case 0: end = varint(of: message, at: afterTag)?.end
        case 1: end = afterTag + 8
        case 2:
            guard let (length, afterLength) = varint(of: message, at: afterTag),
                length <= UInt64(message.count - afterLength)
            else { return nil }
            end = afterLength + Int(length)
        case 5: end = afterTag + 4
        default: end = nil
        }
        guard let end, end <= message.count else { return nil }
        return (tag >> 3, end)
    }

    private static func varint(of message: [UInt8], at start: Int) -> (value: UInt64, end: Int)? {
        var value: UInt64 = 0
        for (count, byte) in message[start...].prefix(10).enumerated() {
            value |= UInt64(byte & 0x7f) << UInt64(7 * count)
            if byte < 0x80 { return (value, start + count + 1) }
        }
        return nil
    }
}
