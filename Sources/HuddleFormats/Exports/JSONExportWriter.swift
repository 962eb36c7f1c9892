import HuddleCore

/// Entries as one JSON object, an entry a line, or as lines of JSON, each with its type.
///
/// Source: `Protocol/schema/export.schema.json`.
struct JSONExportWriter: ExportWriter {
    private let isLines: Bool
    private var json = JSONWriter()
    private var counted = 0

    init(isLines: Bool) {
        self.isLines = isLines
    }

    mutating func begin(_ facts: ExportFacts, to out: inout [UInt8]) {
        json.object { json in
            if isLines { json.member("type", "export") }
            json.member("space", facts.space)
            json.member("filter", facts.filter)
            json.member("command", facts.command)
            json.member("written", facts.time)
            json.member("position", facts.position?.text)
            json.member("today", facts.today.text)
            json.key("meeting")
            if let listed = facts.meeting {
                MeetingJSON.write(listed.meeting, shortID: listed.shortID, settled: listed.settled, to: &json)
            } else {
                json.null()
            }
        }
        if isLines {
            endLine(to: &out)
        } else {
            out += json.bytes.dropLast()
            out.append(",\"entries\":[")
        }
    }

    mutating func add(_ item: ExportItem, to out: inout [UInt8]) {
        json.reset()
        json.object { json in
            if isLines { json.member("type", "entry") }
            EntryJSON.writeMembers(of: item.listed, isOverdue: item.isOverdue, to: &json)
        }
        counted += 1
        if isLines { return endLine(to: &out) }
        out.append(counted == 1 ? "\n" : ",\n")
        out += json.bytes
    }

    mutating func end(_ facts: ExportFacts, to out: inout [UInt8]) {
        json.reset()
        json.object { json in
            if isLines { json.member("type", "end") }
            json.member("count", facts.count)
            json.member("overdue", facts.overdue)
            json.key("leftOut")
            json.array { json in
                for left in facts.leftOut {
                    json.object { json in
                        json.member("count", left.count)
                        json.member("reason", left.reason)
                    }
                }
            }
        }
        if isLines { return endLine(to: &out) }
        out.append("\n],")
        out += json.bytes.dropFirst()
        out.append(UInt8(ascii: "\n"))
    }

    private func endLine(to out: inout [UInt8]) {
        out += json.bytes
        out.append(UInt8(ascii: "\n"))
    }
}
