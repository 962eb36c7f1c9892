import HuddleCore

/// Entries as one JSON object, an entry a line.
struct JSONExport: Export {
    private let contents: ExportContents
    private var counted = 0

    init(_ contents: ExportContents) {
        self.contents = contents
    }

    mutating func begin() -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("space", contents.space)
            json.member("filter", contents.filter)
            json.member("written", contents.time.iso8601)
            json.member("today", contents.today.text)
        }
        return json.text.dropLast() + ",\"entries\":["
    }

    mutating func add(_ entry: ListedEntry, under owner: String?) -> String {
        var json = JSONWriter()
        EntryJSON.write(entry, today: contents.today, to: &json)
        counted += 1
        return (counted == 1 ? "\n" : ",\n") + json.text
    }

    mutating func end() -> String { "\n],\"count\":" + String(counted) + "}\n" }
}
