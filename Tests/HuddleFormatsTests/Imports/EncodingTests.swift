import HuddleCore
import HuddleFormats
import Testing

/// One table in every encoding and with every end of line is one table.
@Suite struct EncodingTests {
    private static let table = "Tâche;Qui\nPrüfen – «50 €»;Zoë\n\"zwei\nZeilen\";Ann\n"

    private static func utf16(_ text: String, isLittle: Bool) -> [UInt8] {
        text.utf16.flatMap { isLittle ? [UInt8($0 & 0xff), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 0xff)] }
    }

    private static func windows1252(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { $0 == "€" ? 0x80 : $0 == "–" ? 0x96 : UInt8($0.value) }
    }

    private static let forms: [(bytes: [UInt8], encoding: TextEncoding)] = ["\n", "\r\n", "\r"].flatMap { ending in
        let text = table.replacing("\n", with: ending)
        return [
            (Array(text.utf8), TextEncoding.utf8), ([0xef, 0xbb, 0xbf] + text.utf8, .utf8),
            (utf16("\u{feff}" + text, isLittle: true), .utf16LittleEndian),
            (utf16(text, isLittle: true), .utf16LittleEndian),
            (utf16("\u{feff}" + text, isLittle: false), .utf16BigEndian),
            (utf16(text, isLittle: false), .utf16BigEndian),
            (windows1252(text), .windows1252),
        ]
    }

    @Test func everyEncodingGivesTheSameEntries() throws {
        for (bytes, encoding) in Self.forms {
            #expect(try TextEncoding.detect(pieces(bytes)) == encoding)
            for pieceBytes in [1, 2, 3, 5, 4096] {
                let words = try Reader.csv.read(bytes, pieceBytes: pieceBytes).events.map(\.words).map {
                    $0.replacing("\\r\\n", with: "\\n").replacing("\\r", with: "\\n")
                }
                #expect(
                    words == ["2: owners/Zoë · text=Prüfen – «50 €»", "3: owners/Ann · text=zwei\\nZeilen"],
                    "\(encoding), \(pieceBytes) bytes at a time")
            }
        }
    }

    @Test func aDamagedFileIsNotTakenForAnotherEncoding() throws {
        let bytes = Array("Text\nPrüfen\n".utf8) + [0xfc] + Array("ber\nEnde\n".utf8)
        let events = try Reader.csv.read(bytes).events
        #expect(events.map(\.problem?.line) == [nil, 3, nil])
        #expect(events[1].problem?.message.contains("expected UTF-8") == true)
    }

    @Test(arguments: Reader.allCases) func aZeroByteIsNoText(_ reader: Reader) throws {
        let bytes = Array("{\"a\":\u{0}}\nText\nBEGIN:\u{0}\nx \u{0}\n".utf8)
        let events = try reader.read(bytes, encoding: .utf8).events
        #expect(events.contains { $0.problem != nil }, "\(events)")
        #expect(events.allSatisfy { $0.statement == nil || !($0.words.contains("\0")) })
    }

    @Test(arguments: Reader.allCases) func aLineOfTenMegabytesIsNamedAndLeftOut(_ reader: Reader) throws {
        let long = [UInt8](repeating: UInt8(ascii: "a"), count: 10_000_000)
        let starts = [
            "csv": "Text\n", "jira": "Summary\n", "todotxt": "", "ics": "BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:1\nSUMMARY:",
        ]
        let json = "{\"uuid\":\"0190a1b2-0000-7000-8000-000000000001\",\"description\":\""
        let start = starts[reader.rawValue] ?? json
        let end = starts[reader.rawValue] == nil ? "\"}\n" : "\nEND:VTODO\nEND:VCALENDAR\n"
        let events = try reader.read(Array(start.utf8) + long + Array(end.utf8), pieceBytes: 65_536).events
        let problem = try #require(events.compactMap(\.problem).first)
        #expect(problem.message.contains("at most"), "\(problem)")
        #expect(!events.contains { ($0.statement?.value(of: FieldName.text)?.text?.utf8.count ?? 0) > 1000 })
    }

    @Test func halvesOfLettersInUTF16AreNamed() throws {
        let bytes = Self.utf16("Text\nab\ncd\n", isLittle: true)
        var broken = bytes
        broken.insert(contentsOf: [0x00, 0xd8], at: 12)
        let events = try Reader.csv.read(broken, encoding: .utf16LittleEndian).events
        #expect(events.compactMap(\.problem?.line) == [2])
        #expect(
            try Reader.csv.read(Array(bytes.dropLast()), encoding: .utf16LittleEndian).events.last?.problem?.line == 4
                || Reader.csv.read(Array(bytes.dropLast()), encoding: .utf16LittleEndian).events.last?.problem?.line
                    == 3
        )
    }

    private func pieces(_ bytes: [UInt8]) -> ImportFile.Pieces {
        var rest: [UInt8]? = bytes
        return {
            defer { rest = nil }
            return rest ?? []
        }
    }
}
