import HuddleCore

/// Reads what `huddle export` writes as NDJSON or JSON: every field as it was.
package struct NDJSONImport: ImportReader {
    private let context: ImportContext
    private var objects: JSONObjects
    /// Entries read so far, where the file says at its end how many there are.
    private var entries = 0
    /// Whether the file began like one that says at its end how many entries there are, and has not said so yet.
    private var isEndAwaited = false
    private var isOver = false
    private var meetings: Set<RecordID> = []
    private var waiting: [ImportEvent] = []

    package init(_ context: ImportContext) throws {
        self.context = context
        objects = JSONObjects(
            TextPieces(try context.file.open(), encoding: context.encoding), containers: ["entries"])
    }

    package mutating func next() throws -> ImportEvent? {
        if !waiting.isEmpty { return waiting.removeFirst() }
        while !isOver {
            do {
                guard let piece = try objects.next() else { return end() }
                if let event = try event(try piece.object(), at: piece.line) { return event }
            } catch let problem as ImportProblem {
                return .problem(problem)
            }
        }
        return nil
    }

    /// A file that was cut must not pass for a whole one.
    private mutating func end() -> ImportEvent? {
        isOver = true
        guard isEndAwaited else { return nil }
        return .problem(
            ImportProblem(
                line: objects.line,
                "the file was cut; expected a last line of type \"end\" (entries read: \(entries))"))
    }

    private mutating func event(_ object: JSONObject, at line: Int) throws(ImportProblem) -> ImportEvent? {
        switch object["type"]?.string {
        case "export":
            isEndAwaited = true
            return nil
        case "end":
            isEndAwaited = false
            guard case .number(let count)? = object["count"], count == String(entries) else {
                throw ImportProblem(line: line, "the file has \(entries) entries; expected as many as its end says")
            }
            return nil
        case "entry", nil:
            entries += 1
            let entry = try EntryObject(object, line: line, context)
            guard let meeting = entry.meeting, meetings.insert(meeting.record).inserted else {
                return .statement(entry.statement, line: line)
            }
            waiting.append(.statement(entry.statement, line: line))
            return .statement(meeting, line: line)
        case let type?:
            return .skipped(
                SkippedPiece(line: line, reason: "it is a record of type \"\(type.visible)\"", text: ""))
        }
    }
}
