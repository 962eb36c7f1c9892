import HuddleCore

/// The command line that a file says it was written with, as each format spells it.
///
/// Where a sign of it was shown escaped the command is not known any longer: nil is better than another filter.
enum ExportedCommand {
    private static let start = "huddle export "

    /// - Parameter isWorkbook: Whether `text` is what was in a workbook.
    static func find(in text: [UInt8], isWorkbook: Bool) -> String? {
        let command: String? =
            if isWorkbook {
                element(behind: "Written with</", in: text)
            } else if text.starts(with: "BEGIN:VCALENDAR".utf8) {
                property(in: text)
            } else if let first = text.first(where: { $0 > 0x20 }), first == UInt8(ascii: "{") {
                member(in: text)
            } else if text.prefix(64).contains(UInt8(ascii: "<")) {
                attribute(in: text)
            } else {
                line(in: text)
            }
        guard let command, command.hasPrefix(start), !command.contains("\\u{") else { return nil }
        return command
    }

    /// In XML, the first element with the command that stands behind the last of these words.
    private static func element(behind words: String, in text: [UInt8]) -> String? {
        guard let label = text.lastPlace(of: words),
            let place = text[label...].place(of: start)
        else { return nil }
        return unescapedXML(text[place...].prefix { $0 != UInt8(ascii: "<") })
    }

    private static func property(in text: [UInt8]) -> String? {
        let name = "\r\nX-HUDDLE-COMMAND"
        guard let place = text.place(of: name) else { return nil }
        var bytes: [UInt8] = []
        var rest = text[(place + 2)...]
        while let end = rest.firstIndex(of: 0x0d) {
            bytes += rest[..<end]
            // A line that goes on begins with a space.
            guard end + 2 < text.count, text[end + 2] == 0x20 else { break }
            rest = text[(end + 3)...]
        }
        return String(validating: bytes, as: UTF8.self).flatMap { try? ContentLine($0, number: 1) }?.exactText
    }

    private static func member(in text: [UInt8]) -> String? {
        for name in ["\"command\":\"", "\"command\": \""] {
            guard let place = text.place(of: name) else { continue }
            let value = text[(place + name.utf8.count - 1)...]
            var isEscaped = false
            let end = value.dropFirst().firstIndex { byte in
                defer { isEscaped = !isEscaped && byte == UInt8(ascii: "\\") }
                return byte == UInt8(ascii: "\"") && !isEscaped
            }
            guard let end else { continue }
            var reader = JSONReader(Array(value[...end]), line: 1)
            return (try? reader.whole())?.string
        }
        return nil
    }

    private static func attribute(in text: [UInt8]) -> String? {
        let name = "name=\"huddle-command\" content=\""
        guard let place = text.place(of: name) else { return nil }
        return unescapedXML(text[(place + name.utf8.count)...].prefix { $0 != UInt8(ascii: "\"") })
    }

    /// In Markdown, behind the list.
    private static func line(in text: [UInt8]) -> String? {
        let label = "\nWritten with: "
        guard let place = text.lastPlace(of: label) else { return nil }
        let line = text[(place + label.utf8.count)...].prefix { $0 != 0x0a }
        var command = String.UnicodeScalarView()
        var scalars = String(decoding: line, as: UTF8.self).unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            command.append(scalar == "\\" ? scalars.popFirst() ?? scalar : scalar)
        }
        return String(command).trimmed
    }

    private static func unescapedXML(_ bytes: ArraySlice<UInt8>) -> String {
        var text = String(decoding: bytes, as: UTF8.self)
        // The ampersand last: what it stands before is no sign of its own.
        for (name, sign) in [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("_x005F_", "_"),
            ("&amp;", "&"),
        ] { text = text.replacing(name, with: sign) }
        return text
    }
}

extension Collection where Element == UInt8, Index == Int {
    /// Where `words` stand first.
    fileprivate func place(of words: String) -> Int? {
        let wanted = Array(words.utf8)
        guard count >= wanted.count else { return nil }
        return (startIndex...(endIndex - wanted.count)).first {
            self[$0] == wanted[0] && self[$0...].starts(with: wanted)
        }
    }

    fileprivate func lastPlace(of words: String) -> Int? {
        let wanted = Array(words.utf8)
        guard count >= wanted.count else { return nil }
        return (startIndex...(endIndex - wanted.count)).last {
            self[$0] == wanted[0] && self[$0...].starts(with: wanted)
        }
    }
}
