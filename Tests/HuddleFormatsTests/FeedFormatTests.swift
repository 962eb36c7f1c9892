import Foundation
import HuddleCore
import HuddleFormats
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Feeds whose texts mean something to whoever reads feeds.
@Suite struct FeedFormatTests {
    private static let facts = FeedFacts(id: id(9), name: "", updated: at(5), refreshHours: 1)

    private func feed(_ format: FeedFormat, _ text: String, name: String = "") -> [UInt8] {
        let fields = ["text", "details", "kind", "status", "customer", "product", "site", "priority", "topic"]
        let entry = listed(
            1, created: 1, owners: [text, "Ann"], fields.map { ($0, .text(text)) } + [("due", .text("2026-12-01"))],
            askedBy: text)
        let facts = ExportFacts(
            space: text, filter: text, command: nil, time: at(0), today: CivilDate("2026-11-21")!)
        let writer = format.makeWriter(
            FeedFacts(id: Self.facts.id, name: name, updated: Self.facts.updated, refreshHours: 1))
        return Rendered.bytes(writer, [entry], facts)
    }

    @Test func anyTextLeavesAtomWellFormedAndReadsAsItself() throws {
        for text in HostileTextTests.texts() {
            let bytes = feed(.atom, text, name: text)
            let read = AtomReader(bytes)
            #expect(read.fault == nil, "\(text.debugDescription): \(read.fault ?? "")")
            #expect(read.elements["entry"] == 1 && read.elements["feed"] == 1, "\(text.debugDescription)")
            let line = ExactText.oneLine(text)
            #expect(read.titles.last.map { Array($0.utf8) } == Array((line.isEmpty ? "(empty)" : line).utf8))
            #expect(Set(read.elements.keys).isSubset(of: AtomReader.known), "\(text.debugDescription)")
        }
    }

    @Test func anyTextLeavesAJSONFeedReadable() throws {
        for text in HostileTextTests.texts() {
            let object = try JSONSerialization.jsonObject(with: Data(feed(.json, text))) as? [String: Any]
            let items = try #require(object?["items"] as? [[String: Any]])
            #expect(object?["version"] as? String == "https://jsonfeed.org/version/1.1")
            #expect(items.count == 1)
            #expect((items[0]["content_text"] as? String)?.isEmpty == false)
            let entry = try #require(items[0]["_huddle"] as? [String: Any])
            #expect((entry["text"] as? String).map { Array($0.utf8) } == Array(text.utf8), "\(text.debugDescription)")
        }
    }

    @Test(arguments: [FeedFormat.ics, .events])
    func aCalendarSaysHowOftenToAskAndUpdatesWhatItHas(format: FeedFormat) throws {
        let text = String(decoding: feed(format, "Fix the hinge"), as: UTF8.self)
        #expect(text.contains("REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"))
        #expect(text.contains("SEQUENCE:") && text.contains("LAST-MODIFIED:"))
        #expect(text.contains(format == .ics ? "BEGIN:VTODO" : "DTSTART;VALUE=DATE:20261201"))
        #expect(text.contains("BEGIN:VTODO") == (format == .ics))
    }

    @Test(arguments: [FeedFormat.ics, .events])
    func anyTextLeavesACalendarWithItsOwnPartsAlone(format: FeedFormat) {
        for text in HostileTextTests.texts() {
            let bytes = feed(format, text, name: text)
            let lines = bytes.split(separator: UInt8(ascii: "\n"))
            #expect(lines.allSatisfy { $0.count <= 76 && $0.last == UInt8(ascii: "\r") }, "\(text.debugDescription)")
            #expect(lines.count { $0.starts(with: "BEGIN:".utf8) } == 2, "\(text.debugDescription)")
            #expect(lines.count { $0.starts(with: "END:".utf8) } == 2, "\(text.debugDescription)")
        }
    }

    @Test func atomIsAsItsRFCSays() {
        let text = String(decoding: feed(.atom, "Fix <b>it</b> & \u{fffe}\u{0}"), as: UTF8.self)
        #expect(
            text.hasPrefix("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n")
        )
        #expect(text.contains("<title>Fix &lt;b&gt;it&lt;/b&gt; &amp; \\u{fffe}\\u{0}</title>"))
        #expect(text.contains("<id>urn:uuid:\(id(9).text)</id>"))
        #expect(text.contains("<updated>\(at(5).iso8601)</updated>"))
    }
}

/// A parser of XML that is none of ours.
private final class AtomReader: NSObject, XMLParserDelegate {
    static let known: Set = [
        "feed", "id", "title", "subtitle", "updated", "published", "author", "name", "generator", "entry", "category",
        "content",
    ]

    private(set) var elements: [String: Int] = [:]
    private(set) var titles: [String] = []
    private(set) var fault: String?
    private var text = ""

    init(_ bytes: [UInt8]) {
        super.init()
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = self
        if !parser.parse() { fault = "\(String(describing: parser.parserError)) at line \(parser.lineNumber)" }
    }

    func parser(
        _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements[element, default: 0] += 1
        text = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(_ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?) {
        if element == "title" { titles.append(text) }
    }
}
