/// The canonical dump of `Protocol/merging.md`: text that is equal, byte for byte, exactly when the states are.
///
/// One record a line, in JSON whose every byte is prescribed. It is for comparing implementations, not for people.
package enum StateDump {
    /// The records in the order of their ids, a line each.
    package static func dump(_ records: [Record]) -> String {
        var writer = DumpWriter()
        for record in records.sorted(by: { $0.id < $1.id }) { writer.write(record) }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// What encoded changes add up to, in the order in which they arrive: a line for each that is refused, with its
    /// position, then the records.
    package static func dump(merging changes: [[UInt8]], hash: Hash128) -> String {
        var set = RecordSet()
        var writer = DumpWriter()
        for (position, bytes) in changes.enumerated() {
            do throws(ChangeError) {
                try set.merge(bytes, hash: hash)
            } catch {
                writer.writeRefusal(at: position, error)
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self) + dump(set.records)
    }
}

private struct DumpWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ record: Record) {
        raw("{\"record\":\"\(record.id.text)\",\"type\":")
        raw(record.type.map { "\"\($0.name)\"" } ?? "null")
        raw(",\"births\":[")
        list(record.births) { writer, birth in
            writer.raw("{\"id\":\"\(birth.id.hex)\",\"created\":\(birth.time.milliseconds)")
            writer.raw(",\"author\":\"\(birth.replica.hex)\"}")
        }
        raw("],\"changed\":\"\(Hex.encode(record.changed.bits))\",\"presence\":\"\(record.presence.name)\",\"cells\":[")
        list(record.cells) { $0.write($1) }
        raw("]}\n")
    }

    mutating func writeRefusal(at position: Int, _ error: ChangeError) {
        raw("{\"refused\":\(position),\"code\":\"\(error.code)\"}\n")
    }

    private mutating func write(_ cell: Cell) {
        raw("{\"cell\":")
        quote(cell.name.text)
        raw(",\"value\":")
        write(cell.value)
        raw(cell.isInConflict ? ",\"conflict\":true,\"heads\":[" : ",\"conflict\":false,\"heads\":[")
        list(cell.heads) { $0.write($1) }
        raw("]}")
    }

    private mutating func write(_ head: Head) {
        raw("{\"stamp\":\"\(Hex.encode(head.stamp.bits))\",\"id\":\"\(head.id.hex)\",\"value\":")
        write(head.value)
        raw("}")
    }

    private mutating func write(_ value: Value) {
        switch value {
        case .none: raw("null")
        case .text(let text):
            raw("{\"text\":")
            quote(text)
            raw("}")
        case .flag(let flag): raw(flag ? "{\"flag\":true}" : "{\"flag\":false}")
        case .number(let number): raw("{\"number\":\"\(number)\"}")
        case .reference(let id): raw("{\"reference\":\"\(id.text)\"}")
        case .unknown(let fields): raw("{\"unknown\":\"\(Hex.encode(fields))\"}")
        }
    }

    /// A JSON string in which only the quote, the backslash and what lies below the space are escaped.
    private mutating func quote(_ text: String) {
        raw("\"")
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): raw("\\\"")
            case UInt8(ascii: "\\"): raw("\\\\")
            case 0..<0x20: raw("\\u00" + Hex.encode([byte]))
            default: bytes.append(byte)
            }
        }
        raw("\"")
    }

    private mutating func list<Item>(_ items: [Item], _ write: (inout DumpWriter, Item) -> Void) {
        for (position, item) in items.enumerated() {
            if position > 0 { raw(",") }
            write(&self, item)
        }
    }

    private mutating func raw(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }
}

extension Record.Presence {
    fileprivate var name: String {
        switch self {
        case .present: "present"
        case .deleted: "deleted"
        case .editedWhileDeleted: "edited_while_deleted"
        case .unborn: "unborn"
        }
    }
}

extension ChangeError {
    /// The refusal's name in `Protocol/merging.md`.
    package var code: String {
        switch self {
        case .malformed: "malformed"
        case .notUTF8: "not_utf8"
        case .invalid(let part): "invalid_" + part.rawValue
        case .cellTwice: "invalid_writes"
        case .tooMany(let part, _): "too_many_" + part.rawValue
        case .tooManyAwaited: "too_many_bases"
        case .tooLong: "text_too_long"
        case .tooLarge: "change_too_large"
        }
    }
}
