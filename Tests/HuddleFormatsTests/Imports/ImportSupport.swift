import HuddleCore
import HuddleFormats

/// The readers, by name.
enum Reader: String, CaseIterable, Sendable {
    case csv, todotxt, taskwarrior, ics, ndjson, jira

    func make(_ context: ImportContext, _ options: TableOptions = TableOptions()) throws -> any ImportReader {
        switch self {
        case .csv: try TableImport(context, options)
        case .todotxt: try TodoTxtImport(context)
        case .taskwarrior: try TaskwarriorImport(context)
        case .ics: try ICalendarImport(context, takesEvents: true)
        case .ndjson: try NDJSONImport(context)
        case .jira: try JiraImport(context, options)
        }
    }

    /// Everything that a file comes to.
    ///
    /// - Parameter pieceBytes: How many bytes are handed over at a time.
    func read(
        _ bytes: [UInt8], _ options: TableOptions = TableOptions(), pieceBytes: Int = 4096,
        encoding: TextEncoding? = nil,
        name: String = "list"
    ) throws -> (events: [ImportEvent], remarks: [String]) {
        let file = ImportFile(path: "some/folder/" + name) {
            var rest = bytes[...]
            return {
                defer { rest = rest.dropFirst(pieceBytes) }
                return Array(rest.prefix(pieceBytes))
            }
        }
        let context = ImportContext(
            file: file, encoding: try encoding ?? TextEncoding.detect(try file.open()), hash: testHash,
            today: CivilDate("2026-11-21")!,
            day: { CivilDate(daysSince1970: Int(($0.milliseconds + 3_600_000) / 86_400_000)) },
            owner: { $0 == "jo" ? "Jo Weber" : $0 })
        var reader = try make(context, options)
        var events: [ImportEvent] = []
        while let event = try reader.next() { events.append(event) }
        return (events, reader.remarks)
    }

    /// The events as lines for people: `2: text=Send · owners/Jo`, `3 skipped: …`, `4 problem: …`.
    func lines(_ text: String, _ options: TableOptions = TableOptions()) throws -> [String] {
        try read(Array(text.utf8), options).events.map(\.words)
    }
}

extension ImportEvent {
    var words: String {
        switch self {
        case .statement(let statement, let line): "\(line): " + statement.words
        case .skipped(let piece): "\(piece.line) skipped: \(piece.reason)"
        case .problem(let problem): "\(problem.line) problem: \(problem.message)"
        }
    }

    var statement: FileStatement? { if case .statement(let statement, _) = self { statement } else { nil } }
    var problem: ImportProblem? { if case .problem(let problem) = self { problem } else { nil } }
}

extension FileStatement {
    /// What it says, in order of the names; what is the same in most is left out.
    var words: String {
        let words = draft.writes.filter {
            $0.value != .none && $0.value != .text("open") && $0.value != .text("action")
        }
        .sorted { $0.cell < $1.cell }.map { write in
            switch write.value {
            case .text(let text): write.cell.text + "=" + text.visible
            case .flag(true): write.cell.text
            case .reference: write.cell.text + "=…"
            case .none, .flag, .number, .unknown: write.cell.text + "=?"
            }
        }
        return (type == .entry ? "" : type.name + " ") + words.joined(separator: " · ")
    }
}
