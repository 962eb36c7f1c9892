import HuddleCore
import HuddleFormats
import HuddleWire

/// A file of any bytes comes to an end, gives only statements that can be saved, and is the same however it is parted.
enum ImportFuzz {
    enum Reader {
        case table, todotxt, taskwarrior, calendar, ndjson, jira
    }

    static func run(_ bytes: [UInt8], as reader: Reader) {
        let whole = events(bytes, reader, pieceBytes: max(1, bytes.count))
        precondition(whole.count <= 4 * bytes.count + 4, "more events than bytes")
        for case .statement(let statement, let line) in whole {
            precondition(line > 0, "a line that there is not")
            precondition(statement.draft.writes.count < Limits.writesPerChange, "more fields than a change may write")
            let main = statement.type == .meeting ? FieldName.title : FieldName.text
            let text = statement.value(of: main)?.text ?? ""
            precondition(!text.isEmpty && text.utf8.count <= Limits.textBytes, "a text that fits nowhere")
        }
        precondition(events(bytes, reader, pieceBytes: 3) == whole, "it matters where the file is parted")
    }

    private static func events(_ bytes: [UInt8], _ reader: Reader, pieceBytes: Int) -> [ImportEvent] {
        let file = ImportFile(path: "file") {
            var rest = bytes[...]
            return {
                defer { rest = rest.dropFirst(pieceBytes) }
                return Array(rest.prefix(pieceBytes))
            }
        }
        guard let encoding = try? TextEncoding.detect((try? file.open()) ?? { [] }) else { return [] }
        let context = ImportContext(
            file: file, encoding: encoding, hash: Fingerprint.hash128, today: CivilDate(daysSince1970: 20_778),
            day: { CivilDate(daysSince1970: Int(($0.milliseconds / 86_400_000))) }, owner: { $0 })
        guard var made = try? make(context, reader) else { return [] }
        var events: [ImportEvent] = []
        while let event = (try? made.next()) ?? nil { events.append(event) }
        return events
    }

    private static func make(_ context: ImportContext, _ reader: Reader) throws -> any ImportReader {
        switch reader {
        case .table: try TableImport(context, TableOptions())
        case .todotxt: try TodoTxtImport(context)
        case .taskwarrior: try TaskwarriorImport(context)
        case .calendar: try ICalendarImport(context, takesEvents: true)
        case .ndjson: try NDJSONImport(context)
        case .jira: try JiraImport(context, TableOptions())
        }
    }
}
