import HuddleCore

/// Reads iCalendar: a `VTODO` is an entry, a `VEVENT` a meeting.
///
/// Source: RFC 5545; `Protocol/formats.md`, "iCalendar".
package struct ICalendarImport: ImportReader {
    private let context: ImportContext
    /// Whether events of other programs' calendars are meetings too.
    private let takesEvents: Bool
    private var lines: ContentLineReader
    /// The components that are open, outermost first.
    private var open: [(name: String, line: Int)] = []
    private var component: [ContentLine] = []
    private var componentBytes = 0
    private var componentFault: ImportProblem?
    private var hasCalendar = false
    private var isOver = false
    /// Whether Huddle wrote the calendar.
    private var isHuddles = false

    package init(_ context: ImportContext, takesEvents: Bool) throws {
        self.context = context
        self.takesEvents = takesEvents
        lines = ContentLineReader(try context.lines())
    }

    package mutating func next() throws -> ImportEvent? {
        while !isOver {
            do {
                guard let (bytes, number, isTooLong) = try lines.line() else { return end() }
                if let event = try take(bytes, number, isTooLong) { return event }
            } catch let problem as ImportProblem {
                // A broken line inside an entry makes the entry a problem, once it ends; nothing else is certain then.
                if open.count > 1 { componentFault = componentFault ?? problem } else { return .problem(problem) }
            }
        }
        return nil
    }

    private mutating func end() -> ImportEvent? {
        isOver = true
        if let last = open.last {
            return .problem(
                ImportProblem(
                    line: last.line, "the \(last.name) that begins here does not end; expected END:\(last.name)"))
        }
        guard hasCalendar else {
            return .problem(ImportProblem(line: 1, "this is no calendar; expected BEGIN:VCALENDAR"))
        }
        return nil
    }

    private mutating func take(_ bytes: [UInt8], _ number: Int, _ isTooLong: Bool) throws(ImportProblem) -> ImportEvent?
    {
        guard !isTooLong else {
            throw ImportProblem(
                line: number, "it is too long; expected a line of at most \(Limits.importRowBytes) bytes")
        }
        let line = try ContentLine(try SourceLine.text(bytes[...], line: number), number: number)
        switch line.name {
        case "BEGIN":
            let name = String(line.value.trimmed.uppercased().prefix(60)).visible
            if open.isEmpty {
                guard name == "VCALENDAR" else {
                    throw ImportProblem(line: number, "this is no calendar; expected BEGIN:VCALENDAR")
                }
                hasCalendar = true
            }
            guard open.count < Limits.jsonDepth else { throw ImportProblem(line: number, "it is nested too deep") }
            open.append((name, number))
            if open.count == 2 { (component, componentBytes, componentFault) = ([], 0, nil) }
            return nil
        case "END":
            guard let last = open.last, last.name == line.value.trimmed.uppercased() else {
                throw ImportProblem(
                    line: number, "it ends what did not begin; expected END:\(open.last?.name ?? "VCALENDAR")")
            }
            open.removeLast()
            return open.count == 1 ? try event(last.name, last.line) : nil
        default:
            guard !open.isEmpty else {
                throw ImportProblem(line: number, "this is no calendar; expected BEGIN:VCALENDAR")
            }
            if open.count == 1, line.name == "PRODID" { isHuddles = line.value.hasPrefix("-//Huddle//") }
            guard open.count == 2 else { return nil }
            componentBytes += bytes.count
            guard componentBytes <= Limits.importRowBytes else {
                throw ImportProblem(
                    line: open[1].line,
                    "it is too long; expected at most \(Limits.importRowBytes) bytes in one \(open[1].name)")
            }
            component.append(line)
            return nil
        }
    }

    /// What a component comes to once it ends.
    private func event(_ name: String, _ line: Int) throws(ImportProblem) -> ImportEvent? {
        guard name == "VTODO" || name == "VEVENT" || name == "VJOURNAL" else { return nil }
        if let componentFault { return .problem(componentFault) }
        let item = CalendarItem(component, line: line, isHuddles: isHuddles, context)
        if let reason = whyNot(name, item) {
            return .skipped(SkippedPiece(line: line, reason: reason, text: item["SUMMARY"]?.text ?? ""))
        }
        do {
            return .statement(try name == "VTODO" ? item.entry() : item.meeting(), line: line)
        } catch {
            return .problem(error)
        }
    }

    private func whyNot(_ name: String, _ item: CalendarItem) -> String? {
        switch name {
        case "VJOURNAL": "it is a journal entry, neither a task nor an event"
        case "VEVENT" where !takesEvents && !item.isHuddles: "it is an event; --events takes it as a meeting"
        case _ where item["RECURRENCE-ID"] != nil: "it is a change to one of several that repeat"
        default: nil
        }
    }
}
