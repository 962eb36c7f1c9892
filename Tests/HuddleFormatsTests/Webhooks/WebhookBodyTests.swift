import Foundation
import HuddleCore
import HuddleFormats
import HuddleTestSupport
import Testing

/// What is sent to targets, of harmless and of hostile texts.
@Suite struct WebhookBodyTests {
    private static let id = RecordID(Digest128(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0002))
    private static let time = WallTime(milliseconds: 1_795_250_720_123)

    /// In every place where people can write something.
    private static func facts(_ text: String, _ kind: Happening.Kind? = .promiseAnswered) -> HappeningFacts {
        var fields: [(CellName?, Value)] = [
            (FieldName.text, .text(text)), (FieldName.kind, .text("promise")), (FieldName.details, .text(text)),
            (FieldName.customer, .text(text)), (FieldName.product, .text(text)), (FieldName.site, .text(text)),
            (FieldName.priority, .text(text)), (FieldName.due, .text("2026-12-01")), (FieldName.title, .text(text)),
        ]
        for field in [FieldName.owners, FieldName.tags, FieldName.people] {
            fields.append((CellName(field, element: String(text.visible.prefix(40))), .flag(true)))
        }
        func projection(_ type: RecordType) -> Projection {
            Projection(
                id: id, type: type, created: time, changed: time, author: ReplicaID(bits: 0xA1A2), presence: .present,
                fields: fields.compactMap { name, value in name.map { Projection.Field($0, value) } }
                    .sorted { $0.name < $1.name }, conflicts: [])
        }
        let meeting = Meeting(projection(.meeting))
        let entry = ListedEntry(
            entry: Entry(projection(.entry)), shortID: "fkmd", askedBy: text, meeting: meeting, settled: true)
        return HappeningFacts(
            id: id, kind: kind, time: time, space: id, spaceName: text,
            topic: kind == nil
                ? .trial
                : kind == .meetingClosed
                    ? .meeting(meeting, HappeningFacts.MeetingSum(entries: 3, actions: [entry])) : .entry(entry),
            people: [text], by: text, answer: HappeningFacts.Answer(id: id, text: text, by: text))
    }

    private static func body(
        _ form: WebhookForm, _ facts: HappeningFacts, template: String? = nil
    ) throws -> String {
        String(decoding: try WebhookBody(form, template: template).bytes(of: facts), as: UTF8.self)
    }

    /// All strings of a JSON text, keys left out.
    private static func strings(_ json: String) throws -> [String] {
        func collect(_ value: Any) -> [String] {
            switch value {
            case let text as String: [text]
            case let list as [Any]: list.flatMap { collect($0) }
            case let object as [String: Any]: object.values.flatMap { collect($0) }
            default: []
            }
        }
        return collect(try JSONSerialization.jsonObject(with: Data(json.utf8)))
    }

    static let kinds: [Happening.Kind?] = Happening.Kind.allCases.map { $0 } + [nil]
    static let hostile = HostileCorpus.texts + [String(repeating: "\"", count: 70_000)]

    @Test(arguments: WebhookForm.allCases, kinds)
    func everyFormIsJSONWhateverPeopleWrite(form: WebhookForm, kind: Happening.Kind?) throws {
        let template = #"{"a": "{{text}} {{by}} {{context}} {{answer}}", "b": [{{#owners}}"{{.}}", {{/owners}}""]}"#
        for text in Self.hostile {
            let body = try Self.body(form, Self.facts(text, kind), template: template)
            _ = try Self.strings(body)
            #expect(body.utf8.count <= Limits.webhookBodyBytes)
            #expect(!body.contains("a1a2"), "no replica is named")
        }
    }

    @Test func nobodyIsCalledAndNoLinkIsHiddenInSlack() throws {
        for kind in Self.kinds {
            for text in Self.hostile {
                let strings = try Self.strings(try Self.body(.slack, Self.facts(text, kind)))
                for string in strings {
                    #expect(!string.contains("<") && !string.contains(">"), "\(string.prefix(200))")
                    #expect(
                        string.unicodeScalars.allSatisfy {
                            "\n\t".unicodeScalars.contains($0) || !$0.isObeyedByTerminals
                        })
                    for word in ["@channel", "@here", "@everyone"] {
                        #expect(!Self.holds(string, word), "\(string.prefix(200))")
                    }
                }
            }
        }
    }

    @Test func nobodyIsCalledAndNoLinkIsHiddenInMattermost() throws {
        for kind in Self.kinds {
            for text in Self.hostile {
                for string in try Self.strings(try Self.body(.mattermost, Self.facts(text, kind))) {
                    let string = string.replacing("\\]", with: "")
                    for word in ["@channel", "@here", "@all", "@maria", "<!", "<@", "<h", "](", "\n#", "\n>"] {
                        #expect(!Self.holds(string, word), "\(word) in \(string.prefix(200))")
                    }
                }
            }
        }
    }

    /// By scalars: to a program in another language, an accent hides nothing.
    private static func holds(_ text: String, _ word: String) -> Bool {
        let (text, word) = (Array(text.unicodeScalars), Array(word.unicodeScalars))
        return text.indices.contains { text[$0...].starts(with: word) }
    }

    /// Text runs are not Markdown, and a mention needs an entry beside the text.
    @Test func aCardOfTeamsHoldsTextsInTextRunsAlone() throws {
        for text in Self.hostile {
            let body = try Self.body(.teams, Self.facts(text, .meetingClosed))
            let root = try #require(try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
            #expect(root["type"] as? String == "message")
            let attachment = try #require((root["attachments"] as? [[String: Any]])?.first)
            #expect(attachment["contentType"] as? String == "application/vnd.microsoft.card.adaptive")
            let card = try #require(attachment["content"] as? [String: Any])
            #expect(card["type"] as? String == "AdaptiveCard" && card["msteams"] == nil)
            for block in try #require(card["body"] as? [[String: Any]]) {
                #expect(block["type"] as? String == "RichTextBlock" && block["text"] == nil)
                for run in try #require(block["inlines"] as? [[String: Any]]) {
                    #expect(run["type"] as? String == "TextRun" && run["text"] is String)
                }
            }
        }
    }

    @Test func theJSONHasWhatThePageSays() throws {
        let body = try Self.body(.json, Self.facts("Press 9", .actionAssigned))
        let root = try #require(try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
        #expect(root["type"] as? String == "action.assigned")
        #expect(root["timestamp"] as? String == "2026-11-21T08:45:20.123Z")
        let data = try #require(root["data"] as? [String: Any])
        #expect(data["delivery"] as? String == Self.id.text)
        #expect(data["assigned"] as? [String] == ["Press 9"])
        let entry = try #require(data["entry"] as? [String: Any])
        #expect(entry["text"] as? String == "Press 9" && entry["due"] as? String == "2026-12-01")
        let answered = try Self.body(.json, Self.facts("Press 9"))
        #expect(answered.contains(#""answer":{"id""#))
        #expect(try Self.body(.json, Self.facts("Press 9", .meetingClosed)).contains(#""openActions":[{"id""#))
    }

    @Test func aLongTextIsCutBetweenLetters() throws {
        let body = try Self.body(.json, Self.facts(String(repeating: "é🔥", count: 3000), .decisionMade))
        #expect(body.contains("…") && body.utf8.count < 16 * Limits.webhookTextBytes)
    }

    @Test func whatChatsGetReadsWell() throws {
        let facts = Self.facts("Press 9 ships", .promiseMade)
        #expect(
            try Self.strings(try Self.body(.slack, facts)).first
                == "*New promise by Press 9 ships* · Press 9 ships\nPress 9 ships\nPress 9 ships\n"
                + "_due 2026-12-01 · Press 9 ships · Press 9 ships · Press 9 ships · Press 9 ships · #Press 9 ships_"
                + "\n→ Press 9 ships")
        #expect(
            try Self.strings(try Self.body(.mattermost, Self.facts("", nil))).first
                == "**Test** · \nThis is a test. Whatever happens in this space is told here.")
    }

    @Test(arguments: [
        ("{{{text}}}", "escaped"), ("{\"a\": \"{{&text}}\"}", "escaped"), ("{{> other}}", "no other templates"),
        ("{{=<% %>=}}", "no other signs"), ("{{#reversed(owners)}}{{/reversed(owners)}}", "no name"),
        ("{{#owners}}{{#owners}}{{/owners}}{{/owners}}", "inside a list"),
        ("{{#actions}}{{#due}}{{#tags}}{{/tags}}{{/due}}{{/actions}}", "inside a list"), ("{{text", "not closed"),
        ("{{#text}}", "not closed"), ("{{/text}}", "not the last"),
        ("{{% CONTENT_TYPE:TEXT}}{}", "expected CONTENT_TYPE"),
        ("{\"a\": {{text}}}", "not JSON"), ("{\"a\": \"{{text}}\"", "not JSON"), ("", "not JSON"),
        ("{{\u{301}{text}}}", "no name"),
        (String(repeating: "{{#text}}", count: 9), "more than 8"),
        (String(repeating: " ", count: 9000), "the limit is"),
    ])
    func aTemplateThatCouldDoHarmIsRefused(_ text: String, _ words: String) {
        do {
            _ = try WebhookBody(.template, template: text)
            Issue.record("\(text.prefix(50)) was taken")
        } catch {
            #expect(error.detail.contains(words), "\(text.prefix(50)): \(error)")
        }
    }
}
