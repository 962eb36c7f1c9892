/// A client of the load: captures one entry, syncs it, and follows the log, as `Protocol/huddle.proto` describes it.
struct LoadClient {
    private let replica: UInt64
    private var random: SeededRandom
    private var index: UInt64 = 0
    /// The last reply's cursor, as it came.
    private var cursor: [UInt8] = []
    private(set) var received = 0

    /// - Parameter other: One that has read the log, so that this one need not read it too.
    init(number: Int, after other: LoadClient? = nil) {
        replica = 0x6265_6e63_6800_0000 | UInt64(number + 1)
        random = SeededRandom(seed: replica)
        cursor = other?.cursor ?? []
    }

    /// A request that carries one new entry.
    mutating func request(text: String, now: UInt64) -> [UInt8] {
        index += 1
        var change = ProtobufWriter()
        change.fixed(1, now << 16)
        change.fixed(2, replica)
        change.number(3, index)
        change.data(4, recordID(now))
        change.data(5, "entry".utf8)
        for (cell, value) in [("kind", "action"), ("text", text)] {
            var write = ProtobufWriter()
            write.data(1, cell.utf8)
            write.data(2, value.utf8)
            change.data(6, write.bytes)
        }
        return request(changes: [change.bytes], limit: 0)
    }

    /// A request that only reads on.
    func request(changes: [[UInt8]] = [], limit: UInt64) -> [UInt8] {
        var request = ProtobufWriter()
        if !cursor.isEmpty { request.data(1, cursor) }
        request.fixed(2, replica)
        for change in changes { request.data(3, change) }
        if limit > 0 { request.number(4, limit) }
        return request.bytes
    }

    /// - Returns: How far the log goes beyond what was read.
    /// - Throws: `Failure`, where a change was not admitted.
    mutating func take(_ reply: [UInt8]) throws -> UInt64 {
        var reader = ProtobufReader(reply[...])
        var (head, seq) = (UInt64(0), UInt64(0))
        while let field = reader.next() {
            switch field.field {
            case 1:
                var verdict = ProtobufReader(field.data)
                guard verdict.next()?.number == 1 else { throw Failure("a change was not admitted") }
            case 2: received += 1
            case 3:
                cursor = Array(field.data)
                var inner = ProtobufReader(field.data)
                while let part = inner.next() { if part.field == 1 { seq = part.number } }
            case 4: head = field.number
            default: break
            }
        }
        return head - min(seq, head)
    }

    /// A UUID of version 7.
    private mutating func recordID(_ milliseconds: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        for shift in stride(from: 40, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: milliseconds >> UInt64(shift)))
        }
        for _ in 0..<10 { bytes.append(UInt8(truncatingIfNeeded: random.next())) }
        bytes[6] = bytes[6] & 0x0f | 0x70
        bytes[8] = bytes[8] & 0x3f | 0x80
        return bytes
    }
}
