import HuddleCore
import HuddleWire
import Testing

@Suite struct ExportLineReaderTests {
    private static let begin = """
        {"begin":"huddle-export","format":1,"space":"s","name":"Acme","created":"t","changes":1,"chain":"00","new":[1]}
        """
    private static let change = #"{"seq":1,"id":"00","bytes":"AAEC","record":"r"}"#
    private static let end = #"{"end":"huddle-export","changes":1,"chain":"00"}"#

    private static func read(
        _ text: String, pieces length: Int
    ) -> (lines: [ExportLine], number: Int, fault: WireError?) {
        var reader = ExportLineReader()
        var lines: [ExportLine] = []
        var rest = Array(text.utf8)[...]
        do throws(WireError) {
            while !rest.isEmpty {
                reader.append(rest.prefix(length))
                rest = rest.dropFirst(length)
                while let line = try reader.next() { lines.append(line) }
            }
            try reader.finish()
        } catch {
            return (lines, reader.number, error)
        }
        return (lines, reader.number, nil)
    }

    @Test func linesAreReadHoweverTheyAreCut() throws {
        let text = [Self.begin, Self.change, Self.end].map { $0 + "\n" }.joined()
        for length in 1...text.utf8.count {
            let (lines, number, fault) = Self.read(text, pieces: length)
            #expect(fault == nil && number == 3 && lines.count == 3)
            guard case .begin(let begin) = lines[0], case .change(let change) = lines[1], case .end(let end) = lines[2]
            else {
                Issue.record("read as other lines: \(lines)")
                continue
            }
            #expect(begin.name == "Acme" && Array(change.bytes) == [0, 1, 2] && end.changes == 1)
        }
    }

    @Test(arguments: [
        ("{\"seq\":1,\"seq\":2,\"id\":\"00\",\"bytes\":\"\"}\n", "seq"), ("{}\n", "none of the lines"),
        ("\n", "at byte 0"),
        ("{\"seq\":-1,\"id\":\"00\",\"bytes\":\"\"}\n", "none of the lines"), ("{\"seq\":1", "breaks off"),
    ])
    func whatIsNoLineIsRefusedByItsNumber(_ text: String, _ reason: String) throws {
        for length in [1, 1000] {
            let (lines, number, fault) = Self.read(Self.change + "\n" + text, pieces: length)
            #expect(lines.count == 1 && number == 2)
            #expect(try #require(fault).description.contains(reason))
        }
    }

    @Test func anEndlessLineIsNotKept() {
        var reader = ExportLineReader()
        reader.append([UInt8](repeating: UInt8(ascii: " "), count: Limits.exportLineBytes))
        #expect(throws: Never.self) { try reader.next() }
        reader.append([UInt8(ascii: " ")])
        #expect(throws: WireError.malformed("it is longer than \(Limits.exportLineBytes) bytes")) { try reader.next() }
    }
}
