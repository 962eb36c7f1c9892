extension CaptureLine {
    /// The line that says this: reading it gives the same again.
    package var written: String {
        var parts: [String] = []
        if let mark = kind.mark { parts.append(String(mark)) }
        parts.append(Self.escaped(text, isMarked: kind.mark != nil))
        parts += owners.map { "@" + Self.name($0, sign: "@") } + tags.map { "#" + Self.name($0, sign: "#") }
        let values: [(Key, String?)] = [
            (.customer, customer), (.product, product), (.site, site), (.meeting, meeting), (.due, due?.text),
            (.priority, priority),
        ]
        for case (let key, let value?) in values { parts.append(Self.field(key, value)) }
        return parts.joined(separator: " ")
    }

    /// `key:value`, in quotation marks where the value needs them.
    package static func field(_ key: Key, _ value: String) -> String {
        let plain = key.rawValue + ":" + value
        let scanner = CaptureScanner(plain)
        if let field = scanner.field(at: 0), field.end == scanner.scalars.count, field.value == value, !field.isQuoted {
            return plain
        }
        return key.rawValue + ":" + quoted(value)
    }

    /// A name as it stands behind `sign`, in quotation marks where it needs them.
    package static func name(_ name: String, sign: String) -> String {
        let scanner = CaptureScanner(sign + name)
        guard let mention = scanner.mention(at: 0), mention.end == scanner.scalars.count, mention.name == name else {
            return quoted(name)
        }
        return name
    }

    private static func quoted(_ value: String) -> String {
        var quoted = "\""
        for scalar in value.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted += "\\" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }

    /// A text with a backslash before whatever would count.
    ///
    /// - Parameter isMarked: Whether a mark stands before it.
    private static func escaped(_ text: String, isMarked: Bool) -> String {
        let scanner = CaptureScanner(text)
        var escaped = String.UnicodeScalarView()
        var place = scanner.start
        var mayOpen = true
        var isWordStart = true
        while place < scanner.end {
            let first = place
            let isFirst = first == scanner.start
            if mayOpen {
                let backslashes = scanner.backslashes(at: place, isFirst: isFirst)
                let counts =
                    isFirst && wouldMark(scanner, isMarked) || isWordStart && scanner.field(at: place) != nil
                    || scanner.mention(at: place) != nil || scanner.opensQuotedValue(at: place)
                if backslashes > 0 {
                    escaped.append("\\")
                    place += backslashes
                } else if counts {
                    escaped.append("\\")
                } else if let end = scanner.quotation(at: place) {
                    place = end - 1
                } else if scanner.scalar(at: place) == "\"" {
                    escaped.append("\\")
                }
            }
            place += 1
            escaped.append(contentsOf: scanner.scalars[first..<place])
            isWordStart = scanner.isSpace(at: place - 1)
            mayOpen = isWordStart || place == first + 1 && scanner.scalars[first].opensSign
        }
        return String(escaped)
    }

    /// Whether the start of the text would be read as a mark, or as what belongs to the one before it. A mark that is all of
    /// the text may get something behind it.
    private static func wouldMark(_ scanner: CaptureScanner, _ isMarked: Bool) -> Bool {
        let text = scanner[scanner.start..<scanner.end]
        if text == "[]" || text == "[ ]" { return true }
        if isMarked { return text.hasPrefix("[") && scanner.mark(at: scanner.start) != nil }
        return scanner.mark(at: scanner.start) != nil
            || EntryKind.allCases.contains { $0.mark.map(String.init) == text }
    }
}
