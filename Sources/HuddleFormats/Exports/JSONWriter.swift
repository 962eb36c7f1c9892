package import HuddleCore

/// Writes JSON piece by piece, in the order in which it is told, on one line.
///
/// Escapes what RFC 8259, section 7, demands, what terminals and scripts obey, and U+FEFF, which some readers drop.
package struct JSONWriter: Sendable {
    /// What was written so far.
    package private(set) var bytes: [UInt8] = []
    /// For each open object and array, whether something stands in it.
    private var open: [Bool] = []
    private var isAfterKey = false

    package init() {}

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Starts anew, in the memory that it has.
    package mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
        open.removeAll(keepingCapacity: true)
        isAfterKey = false
    }

    package mutating func object(_ members: (inout JSONWriter) -> Void) {
        enclose(UInt8(ascii: "{"), members, UInt8(ascii: "}"))
    }

    package mutating func array(_ elements: (inout JSONWriter) -> Void) {
        enclose(UInt8(ascii: "["), elements, UInt8(ascii: "]"))
    }

    package mutating func array(_ strings: [String]) {
        array { json in for string in strings { json.value(string) } }
    }

    package mutating func key(_ name: String) {
        separate()
        append(quoted: name)
        bytes.append(UInt8(ascii: ":"))
        isAfterKey = true
    }

    package mutating func value(_ string: String) {
        separate()
        append(quoted: string)
    }

    package mutating func value(_ number: Int64) {
        separate()
        bytes.append(String(number))
    }

    package mutating func value(_ flag: Bool) {
        separate()
        bytes.append(flag ? "true" : "false")
    }

    package mutating func null() {
        separate()
        bytes.append("null")
    }

    /// A text, or null.
    package mutating func member(_ name: String, _ string: String?) {
        key(name)
        if let string { value(string) } else { null() }
    }

    package mutating func member(_ name: String, _ time: WallTime) {
        key(name)
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(time)
        bytes.append(UInt8(ascii: "\""))
    }

    package mutating func member(_ name: String, _ id: RecordID) {
        key(name)
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(id)
        bytes.append(UInt8(ascii: "\""))
    }

    package mutating func member(_ name: String, _ number: Int) {
        key(name)
        value(Int64(number))
    }

    package mutating func member(_ name: String, _ flag: Bool) {
        key(name)
        value(flag)
    }

    package mutating func member(_ name: String, _ strings: [String]) {
        key(name)
        array(strings)
    }

    private mutating func enclose(_ start: UInt8, _ contents: (inout JSONWriter) -> Void, _ end: UInt8) {
        separate()
        bytes.append(start)
        open.append(false)
        contents(&self)
        open.removeLast()
        bytes.append(end)
    }

    private mutating func separate() {
        if isAfterKey {
            isAfterKey = false
        } else if let last = open.indices.last {
            if open[last] { bytes.append(UInt8(ascii: ",")) }
            open[last] = true
        }
    }

    private mutating func append(quoted string: String) {
        bytes.append(UInt8(ascii: "\""))
        var string = string
        let isPlain = string.withUTF8 { text in
            guard !text.contains(where: Self.mayNeedEscape) else { return false }
            bytes.append(contentsOf: text)
            return true
        }
        if !isPlain {
            for scalar in string.unicodeScalars { append(escaping: scalar) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// What is escaped, or the first byte of its UTF-8.
    private static func mayNeedEscape(_ byte: UInt8) -> Bool {
        byte.mayBeginWhatTerminalsObey || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0xef
    }

    private mutating func append(escaping scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": bytes.append("\\\"")
        case "\\": bytes.append("\\\\")
        case "\n": bytes.append("\\n")
        case "\r": bytes.append("\\r")
        case "\t": bytes.append("\\t")
        default:
            guard scalar.isObeyedByTerminals || scalar == "\u{feff}" else {
                return bytes.append(contentsOf: UTF8.encode(scalar) ?? .init())
            }
            let digits = String(scalar.value, radix: 16)
            bytes.append("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits)
        }
    }
}
