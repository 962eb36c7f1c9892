import HuddleCore

/// A content line of iCalendar, unfolded.
///
/// Source: RFC 5545, sections 3.1 and 3.2; RFC 6868 for `^` in parameters.
struct ContentLine: Sendable {
    let number: Int
    /// In capitals.
    let name: String
    private let parameters: [(name: String, value: String)]
    let value: String

    init(_ text: String, number: Int) throws(ImportProblem) {
        self.number = number
        let scalars = Array(text.unicodeScalars)
        var place = 0
        func word() -> String {
            let start = place
            while place < scalars.count, Self.isOfName(scalars[place]) { place += 1 }
            return String(String.UnicodeScalarView(scalars[start..<place])).uppercased()
        }
        name = word()
        var parameters: [(name: String, value: String)] = []
        while place < scalars.count, scalars[place] == ";" {
            place += 1
            let key = word()
            guard place < scalars.count, scalars[place] == "=" else { throw Self.fault(number) }
            place += 1
            var isQuoted = false
            let start = place
            while place < scalars.count, isQuoted || scalars[place] != ";" && scalars[place] != ":" {
                if scalars[place] == "\"" { isQuoted.toggle() }
                place += 1
            }
            let raw = scalars[start..<place].filter { $0 != "\"" }
            parameters.append((key, Self.unescapedParameter(raw)))
        }
        guard !name.isEmpty, place < scalars.count, scalars[place] == ":" else { throw Self.fault(number) }
        self.parameters = parameters
        value = String(String.UnicodeScalarView(scalars[(place + 1)...]))
    }

    func parameter(_ name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// The value as text: `\n`, `\,`, `\;` and `\\` are what they stand for. What parts several values stays one text.
    var text: String {
        var text = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in value.unicodeScalars {
            if isEscaped {
                text.append(scalar == "n" || scalar == "N" ? "\n" : scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                text.append(scalar)
            }
        }
        return String(text)
    }

    /// The values that commas part.
    var texts: [String] {
        var texts: [String] = []
        var piece = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in value.unicodeScalars {
            if !isEscaped, scalar == "," {
                texts.append(Self.unescaped(piece))
                piece = String.UnicodeScalarView()
                continue
            }
            isEscaped = !isEscaped && scalar == "\\"
            piece.append(scalar)
        }
        return texts + [Self.unescaped(piece)]
    }

    /// The text with what the writer could not show in it, as long as the shown one is what a writer would make of it.
    var exactText: String {
        let shown = text
        guard let exact = parameter("X-EXACT").flatMap({ Base64.text($0) }), exact.visibleLines == shown else {
            return shown
        }
        return exact
    }

    private static func unescaped(_ piece: String.UnicodeScalarView) -> String {
        ContentLine(text: String(piece)).text
    }

    private init(text: String) {
        number = 0
        name = ""
        parameters = []
        value = text
    }

    private static func unescapedParameter(_ raw: [Unicode.Scalar]) -> String {
        var text = String.UnicodeScalarView()
        var rest = raw[...]
        while let scalar = rest.popFirst() {
            guard scalar == "^", let next = rest.first, let meant = ["n": "\n", "^": "^", "'": "\""][String(next)]
            else {
                text.append(scalar)
                continue
            }
            text.append(contentsOf: meant.unicodeScalars)
            rest.removeFirst()
        }
        return String(text)
    }

    private static func fault(_ number: Int) -> ImportProblem {
        ImportProblem(line: number, "this is no line of iCalendar; expected NAME:VALUE, such as SUMMARY:Send the plan")
    }

    private static func isOfName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "-": true
        default: false
        }
    }
}

/// The content lines of a file, one at a time.
struct ContentLineReader {
    private var lines: LineReader
    private var next: SourceLine?
    private var hasBegun = false

    init(_ lines: LineReader) {
        self.lines = lines
    }

    /// A line with the lines that it was folded into. They are put together as bytes: some programs fold inside a letter.
    mutating func line() throws -> (text: [UInt8], number: Int, isTooLong: Bool)? {
        if !hasBegun {
            next = try lines.next()
            hasBegun = true
        }
        while let first = next, first.bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }), first.lostBytes == 0 {
            next = try lines.next()
        }
        guard let first = next else { return nil }
        var bytes = first.bytes
        var isTooLong = first.lostBytes > 0
        next = try lines.next()
        while let more = next, let sign = more.bytes.first, sign == 0x20 || sign == 0x09 {
            if bytes.count + more.bytes.count > Limits.importRowBytes || more.lostBytes > 0 { isTooLong = true }
            if !isTooLong { bytes += more.bytes.dropFirst() }
            next = try lines.next()
        }
        return (bytes, first.number, isTooLong)
    }
}
