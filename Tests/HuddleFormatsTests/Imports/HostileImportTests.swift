import Foundation
import HuddleCore
import HuddleFormats
import HuddlePacking
import HuddleTestSupport
import Testing

/// The corpus of hostile texts on its way in: in every field of every format as other programs write it, and as a whole file.
@Suite struct HostileImportTests {
    /// The fields of an entry as another program's file has them, and that program's way of writing a text.
    private struct Writer {
        let reader: Reader
        /// A file of one entry whose texts are all this one.
        let file: @Sendable (String) throws -> String
        /// What of the text the file can hold.
        var kept: @Sendable (String) -> String = { $0 }
    }

    private static let writers = [
        Writer(reader: .csv) { text in
            let cell = "\"" + text.replacing("\"", with: "\"\"") + "\""
            let headings = [
                "Task", "Details", "Owner", "Customer", "Product", "Site", "Topic", "Tags", "Priority", "Status",
                "Type", "Meeting",
            ]
            return headings.joined(separator: ",") + "\r\n"
                + headings.map { _ in cell }.joined(separator: ",") + "\r\n"
        },
        Writer(reader: .taskwarrior) { text in
            try json([
                "uuid": "f7f2b5c1-9f0b-4d2e-8a39-3c2d1e0f9a8b", "description": text, "project": text, "priority": text,
                "tags": [text], "annotations": [["entry": "20261102T080000Z", "description": text]],
            ])
        },
        Writer(reader: .ndjson) { text in
            try json([
                "type": "entry", "id": id(5).text, "text": text, "details": text, "kind": text, "status": text,
                "priority": text, "customer": text, "product": text, "site": text, "topic": text, "source": text,
                "owners": [text], "tags": [text], "votes": [text],
                "meeting": ["id": id(6).text, "title": text, "customer": text], "other": ["colour": text],
            ])
        },
        Writer(reader: .jira) { text in
            try json([
                "key": "HUD-1",
                "fields": [
                    "summary": text, "description": text, "assignee": ["displayName": text], "labels": [text],
                    "components": [["name": text]], "status": ["name": text], "issuetype": ["name": text],
                    "priority": ["name": text], "reporter": ["displayName": text],
                ],
            ])
        },
        Writer(
            reader: .ics,
            file: { text in
                // Sign by sign: an accent may stand behind one.
                let escaped = lines(text).unicodeScalars.map { sign in
                    sign == "\n" ? "\\n" : "\\;,".unicodeScalars.contains(sign) ? "\\\(sign)" : String(sign)
                }.joined()
                let names = ["UID", "SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES", "X-HUDDLE-CUSTOMER", "COMMENT"]
                return
                    (["BEGIN:VCALENDAR", "BEGIN:VTODO"] + names.map { $0 + ":" + escaped } + [
                        "END:VTODO", "END:VCALENDAR", "",
                    ])
                    .joined(separator: "\r\n")
            },
            kept: { lines($0) }),
    ]

    /// With LF for CRLF and CR.
    private static func lines(_ text: String) -> String {
        var lines = String.UnicodeScalarView()
        var last: Unicode.Scalar?
        for sign in text.unicodeScalars {
            if sign != "\n" || last != "\r" { lines.append(sign == "\r" ? "\n" : sign) }
            last = sign
        }
        return String(lines)
    }

    private static func json(_ object: [String: Any]) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self) + "\n"
    }

    /// One entry with exactly this text, or one problem that says why not; never a second entry, another id or a stop.
    @Test(arguments: writers.indices) func aTextIsAFieldAndNothingElse(_ place: Int) throws {
        let writer = Self.writers[place]
        var taken = 0
        for text in HostileTextTests.texts() {
            let events = try writer.reader.read(Array(try writer.file(text).utf8), encoding: .utf8).events
            let entries = events.compactMap(\.statement).filter { $0.type == .entry }
            let problems = events.compactMap(\.problem)
            // A row without a word is none.
            let isBlankRow = writer.reader == .csv && text.allSatisfy(\.isWhitespace)
            #expect(
                entries.count + problems.count == (isBlankRow ? 0 : 1),
                "\(text.debugDescription): \(events.map(\.words))")
            #expect(problems.allSatisfy { Self.isInert($0.message) && $0.line > 0 }, "\(text.debugDescription)")
            guard let entry = entries.first else { continue }
            taken += 1
            let wanted = writer.kept(text).trimmed
            #expect(
                entry.value(of: FieldName.text)?.text.map { Array($0.utf8) } == Array(wanted.utf8),
                "\(text.debugDescription)")
            #expect(Self.isInert(entry.source), "\(text.debugDescription)")
            #expect(entry.draft.writes.count <= Limits.writesPerChange)
        }
        // What holds control characters is no name of an owner or a tag.
        #expect(taken > 600, "most texts are texts")
    }

    /// A line of todo.txt is parted at its marks, which are words of the text themselves.
    @Test func aLineOfTodoTxtIsOneTask() throws {
        for text in HostileTextTests.texts() {
            let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline || $0 == "\r" }
            let events = try Reader.todotxt.read(Array("Call \(text) again".utf8), encoding: .utf8).events
            #expect(events.count <= text.unicodeScalars.count { $0 == "\n" || $0 == "\r" } + 1, "\(lines.count) lines")
            #expect(events.compactMap(\.problem).allSatisfy { Self.isInert($0.message) }, "\(text.debugDescription)")
            #expect(events.compactMap(\.statement).allSatisfy { Self.isInert($0.source) }, "\(text.debugDescription)")
        }
    }

    /// Whatever a file holds, reading it ends, names lines that it has, and says nothing that a terminal obeys.
    @Test(arguments: Reader.allCases) func anyTextAsAWholeFileIsReadToItsEnd(_ reader: Reader) throws {
        let starts = ["", "Text\n", "{\"entries\":[", "[", "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:1\r\nSUMMARY:"]
        for text in HostileTextTests.texts() {
            for start in starts {
                let file = Array((start + text).utf8)
                let lines = file.count { $0 == 0x0a || $0 == 0x0d } + 1
                for event in try reader.read(file).events {
                    if let problem = event.problem {
                        #expect((1...lines).contains(problem.line), "\(text.debugDescription)")
                        #expect(Self.isInert(problem.message), "\(problem.message.debugDescription)")
                    }
                }
            }
        }
    }

    /// A table, or a file of problems, cannot make a report long or a message of a megabyte.
    @Test(arguments: Reader.allCases) func aLineOfTenMegabytesMakesNoLongMessage(_ reader: Reader) throws {
        for text in HostileCorpus.long {
            for event in try reader.read(Array(text.utf8), pieceBytes: 65_536).events.prefix(50) {
                #expect((event.problem?.message.utf8.count ?? 0) < 2000)
            }
        }
    }

    private static func isInert(_ text: String) -> Bool {
        !text.unicodeScalars.contains { $0.isObeyedByTerminals }
    }
}

/// Archives that unpack to more than anybody has room for.
@Suite struct ZIPBombTests {
    private static let limit = 4 * 1024 * 1024

    /// A deflated file under several names: each name unpacks it once more.
    ///
    /// Source: David Fifield, "A better zip bomb" (2019), overlapping files.
    private static func archive(unpacked: Int, names: Int) -> [UInt8] {
        func little(_ number: Int, _ width: Int) -> [UInt8] {
            (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
        let deflater = Deflater(.bare, level: 9)
        var packed: [UInt8] = []
        let zeros = [UInt8](repeating: 0x20, count: 1 << 20)
        for _ in 0..<(unpacked >> 20) { deflater.append(zeros, to: &packed) }
        deflater.finish(to: &packed)
        let sizes = little(packed.count, 4) + little(unpacked, 4)
        let name = Array("xl/worksheets/sheet1.xml".utf8)
        let head =
            little(20, 2) + little(0, 2) + little(8, 2) + little(0, 8) + sizes + little(name.count, 2) + little(0, 2)
        let file = little(0x0403_4b50, 4) + head + name + packed
        let entry = little(0x0201_4b50, 4) + little(20, 2) + head + little(0, 10) + little(0, 4) + name
        let list = (0..<names).flatMap { _ in entry }
        let end = little(0x0605_4b50, 4) + little(0, 4) + little(names, 2) + little(names, 2) + little(list.count, 4)
        return file + list + end + little(file.count, 4) + little(0, 2)
    }

    @Test func aWorkbookIsUnpackedUpToTheLimitAndNoFurther() throws {
        let harmless = Self.archive(unpacked: 1 << 20, names: 3)
        #expect(try ExportedFile(harmless, limit: Self.limit).ids.isEmpty)
        for (unpacked, names) in [(1 << 30, 1), (1 << 20, 5), (1 << 20, 60_000), (5 << 20, 1)] {
            let bomb = Self.archive(unpacked: unpacked, names: names)
            #expect(throws: ZIPError.tooLarge(limit: Self.limit), "\(names) times \(unpacked) bytes in \(bomb.count)") {
                try ExportedFile(bomb, limit: Self.limit)
            }
        }
    }

    @Test func aCutOrBentWorkbookIsNamedAsDamaged() throws {
        let whole = Self.archive(unpacked: 1 << 20, names: 2)
        for count in stride(from: 4, to: whole.count - 1, by: max(1, whole.count / 97)) {
            #expect(throws: ZIPError.damaged) { try ExportedFile(Array(whole.prefix(count)), limit: Self.limit) }
        }
        var random = SeededRandom(state: 4)
        for _ in 0..<400 {
            var bent = whole
            for _ in 0..<3 {
                bent[Int.random(in: 4..<bent.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            // Whatever it holds now, it is read to its end within the limit or refused.
            do { _ = try ExportedFile(bent, limit: Self.limit) } catch {}
        }
    }

    /// Nobody imports a workbook: it is said what to do instead.
    @Test func noImporterUnpacksAnything() throws {
        for head in [
            Self.archive(unpacked: 1 << 20, names: 1), [0xd0, 0xcf, 0x11, 0xe0], Array("%PDF-1.7".utf8),
            [0x1f, 0x8b, 8],
        ] {
            let file = ImportFile(path: "a/b\u{1b}.xlsx") {
                var rest = head[...]
                return { rest.popFirst().map { [$0] } ?? [] }
            }
            let error = #expect(throws: NotText.self) { try file.requireText() }
            #expect(error?.description.contains("Nothing was imported") == true)
            #expect(error?.description.contains("\u{1b}") == false)
        }
        for text in HostileTextTests.corpus { #expect(NotText("x", head: Array(text.utf8)) == nil) }
    }
}
