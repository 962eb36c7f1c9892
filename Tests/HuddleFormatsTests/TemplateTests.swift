import Foundation
import HuddleCore
import HuddleFormats
import Testing

@Suite struct TemplateTests {
    private static func template(_ name: String) throws -> String {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Templates")
        return try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    private func render(_ text: String, _ name: String, _ entries: [ListedEntry]) throws -> String {
        var order = ExportOrder(group: .owner, sort: nil, today: ExportTests.facts.today, showsAll: true)
        for (position, listed) in entries.enumerated() {
            order.add(EntryOutline(listed.entry, at: RecordPlace(key: Int64(position))), meeting: listed.meeting)
        }
        var result: [UInt8] = []
        _ = try WholeExport(ExportTests.facts, try order.placed(), try TemplateWriter(text, named: name)).write(
            reading: { places, body in for place in places { try body(entries[Int(place.key)]) } }, to: { result += $0 }
        )
        return String(decoding: result, as: UTF8.self)
    }

    @Test func theMailHasALineForEachEntry() throws {
        let mail = try render(try Self.template("mail.txt"), "mail.txt", ExportTests.entries)
        #expect(mail.hasPrefix("Subject: 5 open action(s) in Acme team, 1 overdue\n"))
        #expect(
            mail.contains("\nAnn:\n\n- =late (due 2026-11-20, OVERDUE) for Stone & Co [bbbd]\n- soon (due 2026-11-21)"))
        #expect(try render(try Self.template("mail.txt"), "mail.txt", []).contains("Nothing is open."))
    }

    @Test func theWikiPageKeepsItsShapeForAnyText() throws {
        let text = try Self.template("wiki.md")
        for hostile in HostileTextTests.corpus {
            let page = try render(text, "wiki.md", [listed(1, owners: ["Ann"], action(hostile))])
            let rows = page.split(separator: "\n").filter { $0.utf8.starts(with: "| ".utf8) }
            #expect(rows.count == 2, "\(hostile.debugDescription)")
            #expect(MarkdownShape.activeSigns(MarkdownText.escape(hostile)).isEmpty)
        }
    }

    @Test func aPageInHTMLEscapesWhatItsNameSays() throws {
        let page = try render(
            "{{#entries}}<p title=\"{{text}}\">{{/entries}}", "page.html",
            [
                listed(1, action("<b>\"\u{301} onload='x'"))
            ])
        #expect(page == "<p title=\"&lt;b&gt;&quot;\u{301} onload=&#39;x&#39;\">")
    }

    @Test func aBadTemplateIsNamedByItsLine() {
        #expect { try TemplateWriter("a\n{{#groups}}\nb", named: "x") } throws: { error in
            (error as? TemplateError).map { (1...3).contains($0.line) } ?? false
        }
    }

    @Test func namesDecideNoPath() {
        var taken: Set<String> = []
        let names = [
            "../../etc/passwd", "Maria Silva", "maria  silva", "", "..", ".hidden", "a/b\\c\u{0}d", "Jürgen \u{202e}x",
        ]
        #expect(
            names.map { ExportFileName.make(for: $0, ending: "md", taken: &taken) } == [
                "etc-passwd.md", "maria-silva.md", "maria-silva-2.md", "unnamed.md", "unnamed-2.md", "hidden.md",
                "a-b-c-d.md", "jürgen-x.md",
            ])
        for text in HostileTextTests.texts() {
            let name = ExportFileName.make(for: text, ending: "md", taken: &taken)
            #expect(!name.utf8.contains(UInt8(ascii: "/")) && !name.hasPrefix(".") && name.utf8.count < 80)
        }
    }
}
