import HuddleCore

/// Content lines of iCalendar: escaped, and folded at 75 octets between signs.
///
/// Source: RFC 5545, 3.1 and 3.3.11.
struct CalendarText {
    private var line: [UInt8] = []

    /// `NAME:value`, where `value` needs no escape.
    mutating func append(_ name: String, _ value: String, to out: inout [UInt8]) {
        line.append(name)
        line.append(UInt8(ascii: ":"))
        line.append(value)
        end(to: &out)
    }

    /// A text as it can be shown, with the exact one in a parameter where the two differ.
    mutating func append(_ name: String, text: String, to out: inout [UInt8]) {
        let shown = Self.shown(text)
        line.append(name)
        if let exact = ExactText.exact(text, shown: shown) { line.append(";X-EXACT=\"" + exact + "\"") }
        line.append(UInt8(ascii: ":"))
        appendEscaped(shown)
        end(to: &out)
    }

    mutating func append(_ name: String, _ day: CivilDate, to out: inout [UInt8]) {
        line.append(name)
        line.append(";VALUE=DATE:")
        line.append(day, isBasic: true)
        end(to: &out)
    }

    mutating func append(_ name: String, _ time: WallTime, to out: inout [UInt8]) {
        line.append(name)
        line.append(UInt8(ascii: ":"))
        line.append(time, isBasic: true)
        end(to: &out)
    }

    mutating func append(_ name: String, _ id: RecordID, to out: inout [UInt8]) {
        line.append(name)
        line.append(UInt8(ascii: ":"))
        line.append(id)
        end(to: &out)
    }

    /// Line breaks stay; what else a terminal obeys, and iCalendar has no sign for, is shown escaped.
    private static func shown(_ text: String) -> String {
        text.visibleLines
    }

    private mutating func appendEscaped(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"), UInt8(ascii: ";"), UInt8(ascii: ","):
                line.append(UInt8(ascii: "\\"))
                line.append(byte)
            case 0x0a: line.append("\\n")
            default: line.append(byte)
            }
        }
    }

    /// Folded so that no line exceeds 75 octets and no sign is parted.
    private mutating func end(to out: inout [UInt8]) {
        var start = 0
        var room = 75
        while line.count - start > room {
            var stop = start + room
            while line[stop] & 0xc0 == 0x80 { stop -= 1 }
            out += line[start..<stop]
            out.append("\r\n ")
            start = stop
            room = 74
        }
        out += line[start...]
        out.append("\r\n")
        line.removeAll(keepingCapacity: true)
    }
}
