/// What a cell can hold. Values compare as bytes: two spellings of one letter are two values.
package enum Value: Sendable {
    /// Written, and empty: the value was taken away.
    case none
    case text(String)
    case flag(Bool)
    case number(Int64)
    /// Another record. References are soft: the record may not have arrived yet, or never will.
    case reference(RecordID)
    /// A form of value that only a newer version knows: its encoded fields, kept and forwarded as they are.
    case unknown([UInt8])
}

extension Value: Hashable {
    package static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.none, .none): true
        case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
        case (.flag(let left), .flag(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.reference(let left), .reference(let right)): left == right
        case (.unknown(let left), .unknown(let right)): left == right
        case (.none, _), (.text, _), (.flag, _), (.number, _), (.reference, _), (.unknown, _): false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .none: hasher.combine(0)
        case .text(let text): for byte in text.utf8 { hasher.combine(byte) }
        case .flag(let flag): hasher.combine(flag)
        case .number(let number): hasher.combine(number)
        case .reference(let id): hasher.combine(id)
        case .unknown(let bytes): hasher.combine(bytes)
        }
    }
}

extension Value {
    package var text: String? { if case .text(let text) = self { text } else { nil } }
    package var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }
    package var number: Int64? { if case .number(let number) = self { number } else { nil } }
    package var reference: RecordID? { if case .reference(let id) = self { id } else { nil } }
}
