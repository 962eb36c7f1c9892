import HuddleCore
import HuddleFormats
import Testing

/// Random files of the signs that mean something to each format.
@Suite struct PieceTests {
    @Test(arguments: Reader.allCases) func whereAFileIsPartedDoesNotMatter(_ reader: Reader) throws {
        var random = SeededRandom(state: 7)
        let starts = [
            "csv": "Text,Owner,Due\n", "jira": "Summary,Status\n", "ics": "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:1\r\n",
        ]
        for round in 0..<150 {
            var bytes = Array((starts[reader.rawValue] ?? "").utf8)
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                bytes += [
                    Array(random.text().utf8), Array("\r\n".utf8), [UInt8.random(in: 0...255, using: &random)],
                    Array("{\"uuid\":\"\(id(UInt64(round)).text)\",\"description\":\"a\"}".utf8),
                    Array("SUMMARY:x\r\n y\r\nEND:VTODO\r\n".utf8), Array("\"a\",b,2026-12-01\n".utf8),
                ].randomElement(using: &random)!
            }
            let whole = try reader.read(bytes, pieceBytes: 1 << 20).events
            for pieceBytes in [1, 7] {
                #expect(try reader.read(bytes, pieceBytes: pieceBytes).events == whole, "round \(round)")
            }
            for statement in whole.compactMap(\.statement) where statement.type == .entry {
                #expect(statement.value(of: FieldName.text)?.text?.isEmpty == false)
            }
        }
    }
}
