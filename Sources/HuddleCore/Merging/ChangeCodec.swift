/// A change's bytes: the message `Change` of `Protocol/huddle.proto`, in protobuf's wire format.
///
/// Written by hand, because a change is decoded wherever changes merge, the browser included, and
/// decoding must not cost more than merging. Source: protobuf.dev, "Encoding".
///
/// Fields that this version does not know are passed over; the bytes are kept, so nothing is lost.
extension Change {
    /// - Throws: `ChangeError`, which says what is wrong and at which byte.
    package init(decoding bytes: [UInt8], hash: Hash128) throws(ChangeError) {
        try self.init(decoding: bytes, filedUnder: nil, hash: hash)
    }

    /// A change that a store filed under this record when it checked its bytes: nothing is hashed again.
    ///
    /// - Throws: `ChangeError`, which says what is wrong and at which byte.
    package init(decoding bytes: [UInt8], filedUnder record: RecordID) throws(ChangeError) {
        try self.init(decoding: bytes, filedUnder: record) { _ in record.digest }
    }

    private init(decoding bytes: [UInt8], filedUnder record: RecordID?, hash: Hash128) throws(ChangeError) {
        guard bytes.count <= Limits.changeBytes else { throw .tooLarge(bytes: bytes.count) }
        var reader = WireReader(bytes)
        var parts = Parts()
        while let field = try reader.nextField() {
            switch (field.number, field.type) {
            case (ChangeField.stamp, .fixed64): parts.stamp = Stamp(bits: try reader.fixed64())
            case (ChangeField.replica, .fixed64): parts.replica = try reader.fixed64()
            case (ChangeField.index, .varint): parts.index = try reader.varint()
            case (ChangeField.record, .bytes): parts.record = try reader.slice()
            case (ChangeField.type, .bytes): parts.type = try reader.string()
            case (ChangeField.writes, .bytes): parts.writes.append(try Write(from: try reader.slice(), in: bytes))
            case (ChangeField.bases, .bytes): parts.bases = try reader.slice()
            case (ChangeField.claimed, .fixed64): parts.claimed = Stamp(bits: try reader.fixed64())
            default: try reader.skip(field.type)
            }
        }
        self = try parts.checked(filedUnder: record, hash: hash)
    }

    /// The id of the record that a capture gives birth to: it covers who writes what, and not when, so that it stays where the
    /// birth is restamped. The replica's index tells equal words apart.
    package static func bornRecord(
        replica: ReplicaID, index: UInt64, type: RecordType, writes: [Write], hash: Hash128
    ) -> RecordID {
        var writer = WireWriter(Array("huddle record\0".utf8))
        writer.fixed64(ChangeField.replica, replica.bits)
        writer.varint(ChangeField.index, index)
        writer.bytes(ChangeField.type, type.name.utf8)
        for write in writes { writer.bytes(ChangeField.writes, write.encoded()) }
        return RecordID(hash(writer.bytes), firstByte: 0)
    }

    /// The bytes that this version writes: fields in the order of their numbers, no defaults.
    package func encoded() -> [UInt8] {
        var writer = WireWriter()
        writer.fixed64(ChangeField.stamp, stamp.bits)
        writer.fixed64(ChangeField.replica, replica.bits)
        writer.varint(ChangeField.index, index)
        if !isBirth || record.isDerived { writer.bytes(ChangeField.record, record.digest.bytes) }
        if let type { writer.bytes(ChangeField.type, type.name.utf8) }
        for write in writes { writer.bytes(ChangeField.writes, write.encoded()) }
        if !bases.isEmpty {
            var digests: [UInt8] = []
            digests.reserveCapacity(bases.count * Digest128.byteCount)
            for base in bases { base.digest.append(to: &digests) }
            writer.bytes(ChangeField.bases, digests)
        }
        if let claimed { writer.fixed64(ChangeField.claimed, claimed.bits) }
        return writer.bytes
    }

    private struct Parts {
        var stamp = Stamp.zero
        var replica: UInt64 = 0
        var index: UInt64 = 0
        var record: ArraySlice<UInt8>?
        var type: String?
        var writes: [Write] = []
        var bases: ArraySlice<UInt8> = []
        var claimed: Stamp?

        /// The first cell that an earlier write writes already.
        private var firstCellTwice: CellName? {
            var seen: Set<CellName> = []
            return writes.first { !seen.insert($0.cell).inserted }?.cell
        }

        func checked(filedUnder known: RecordID?, hash: Hash128) throws(ChangeError) -> Change {
            guard stamp > Stamp.zero, stamp <= Stamp.last else { throw .invalid(.stamp) }
            guard replica != 0 else { throw .invalid(.replica) }
            guard index > 0 else { throw .invalid(.index) }
            let type = try birthType
            guard !writes.isEmpty else { throw .invalid(.writes) }
            guard writes.count <= Limits.writesPerChange else { throw .tooMany(.writes, writes.count) }
            if let cell = firstCellTwice { throw .cellTwice(cell) }
            guard bases.count % Digest128.byteCount == 0 else { throw .invalid(.bases) }
            let baseCount = bases.count / Digest128.byteCount
            guard baseCount <= Limits.basesPerChange else { throw .tooMany(.bases, baseCount) }
            let awaited = writes.count * baseCount
            guard awaited <= Limits.awaitedPerChange else { throw .tooManyAwaited(awaited) }
            if let claimed, claimed == Stamp.zero || claimed > Stamp.last { throw .invalid(.claimed) }
            let ids = (0..<baseCount).compactMap { position in
                Digest128(prefixOf: bases.dropFirst(position * Digest128.byteCount)).map { ChangeID($0) }
            }
            let author = ReplicaID(bits: replica)
            let record: RecordID
            if let type, self.record == nil {
                record =
                    known ?? bornRecord(replica: author, index: index, type: type, writes: writes, hash: hash)
            } else {
                record = try namedRecord(type)
            }
            return Change(
                stamp: stamp, replica: author, index: index, record: record, type: type, writes: writes, bases: ids,
                claimed: claimed)
        }

        /// The type that a birth gives its record; nil where it is no birth.
        private var birthType: RecordType? {
            get throws(ChangeError) {
                guard let name = type else { return nil }
                guard let type = RecordType(name: name) else { throw .invalid(.type) }
                return type
            }
        }

        /// The record that the bytes name. A birth names only what is derived, and of the type that belongs to it.
        private func namedRecord(_ type: RecordType?) throws(ChangeError) -> RecordID {
            guard let bytes = record, let digest = Digest128(exactly: bytes) else { throw .invalid(.record) }
            let record = RecordID(digest)
            guard let type else { return record }
            guard record.isDerived else { throw .invalid(.record) }
            if let wanted = record.derivation?.type, wanted != type { throw .invalid(.type) }
            return record
        }
    }
}

extension Change.Write {
    init(from slice: ArraySlice<UInt8>, in bytes: [UInt8]) throws(ChangeError) {
        var reader = WireReader(slice)
        var name = ""
        var value = Value.none
        var others: [UInt8] = []
        while let field = try reader.nextField() {
            switch (field.number, field.type) {
            case (WriteField.cell, .bytes): name = try reader.string()
            case (WriteField.text, .bytes):
                let text = try reader.string()
                guard text.utf8.count <= Limits.textBytes else { throw .tooLong(bytes: text.utf8.count) }
                value = .text(text)
            case (WriteField.flag, .varint): value = .flag(try reader.varint() != 0)
            case (WriteField.number, .varint): value = .number(WireReader.zigzag(try reader.varint()))
            case (WriteField.reference, .bytes):
                guard let digest = Digest128(exactly: try reader.slice()) else { throw .invalid(.reference) }
                value = .reference(RecordID(digest))
            default:
                try reader.skip(field.type)
                others += bytes[field.start..<reader.position]
            }
        }
        guard let cell = CellName(name) else { throw .invalid(.cell) }
        if case .none = value, !others.isEmpty { value = .unknown(others) }
        self.init(cell, value)
    }

    package func encoded() -> [UInt8] {
        var writer = WireWriter()
        writer.bytes(WriteField.cell, cell.text.utf8)
        switch value {
        case .none: break
        case .text(let text): writer.bytes(WriteField.text, text.utf8)
        case .flag(let flag): writer.varint(WriteField.flag, flag ? 1 : 0)
        case .number(let number): writer.varint(WriteField.number, WireWriter.zigzag(number))
        case .reference(let id): writer.bytes(WriteField.reference, id.digest.bytes)
        case .unknown(let bytes): writer.raw(bytes)
        }
        return writer.bytes
    }

    /// Several writes, each with its length in front, as a store keeps them.
    package static func encode(_ writes: [Change.Write]) -> [UInt8] {
        var writer = WireWriter()
        for write in writes { writer.bytes(ChangeField.writes, write.encoded()) }
        return writer.bytes
    }

    package static func decode(_ bytes: [UInt8]) throws(ChangeError) -> [Change.Write] {
        var reader = WireReader(bytes)
        var writes: [Change.Write] = []
        while let field = try reader.nextField() {
            guard field.number == ChangeField.writes, field.type == .bytes else { throw .malformed(at: field.start) }
            writes.append(try Change.Write(from: try reader.slice(), in: bytes))
        }
        return writes
    }
}

/// The numbers of the message `Change`.
private enum ChangeField {
    static let stamp: UInt64 = 1
    static let replica: UInt64 = 2
    static let index: UInt64 = 3
    static let record: UInt64 = 4
    static let type: UInt64 = 5
    static let writes: UInt64 = 6
    static let bases: UInt64 = 7
    static let claimed: UInt64 = 8
}

/// The numbers of the message `Write`.
private enum WriteField {
    static let cell: UInt64 = 1
    static let text: UInt64 = 2
    static let flag: UInt64 = 3
    static let number: UInt64 = 4
    static let reference: UInt64 = 5
}

/// Why bytes are no change.
package enum ChangeError: Error, Hashable, Sendable {
    package enum Part: String, Hashable, Sendable {
        case stamp, replica, index, record, type, writes, bases, claimed, cell, reference
    }

    case malformed(at: Int)
    case notUTF8(at: Int)
    case invalid(Part)
    /// Two writes of one cell, which could not be put in order.
    case cellTwice(CellName)
    case tooMany(Part, Int)
    /// Writes times bases.
    case tooManyAwaited(Int)
    case tooLong(bytes: Int)
    case tooLarge(bytes: Int)
}

extension ChangeError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformed(let position): "not a protobuf message: byte \(position)"
        case .notUTF8(let position): "text that is not UTF-8 before byte \(position)"
        case .invalid(let part): "the field \(part.rawValue) is missing or out of range"
        case .cellTwice(let cell): "the cell \(cell.text.visible) is written twice"
        case .tooMany(let part, let count):
            "\(count) \(part.rawValue), more than "
                + "\(part == .bases ? Limits.basesPerChange : Limits.writesPerChange)"
        case .tooManyAwaited(let count):
            "\(count) pairs of a write and a base, more than \(Limits.awaitedPerChange)"
        case .tooLong(let bytes): "a text of \(bytes) bytes, more than \(Limits.textBytes)"
        case .tooLarge(let bytes): "a change of \(bytes) bytes, more than \(Limits.changeBytes)"
        }
    }
}
