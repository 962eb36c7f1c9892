import HuddleCore

/// Walks through the lines of minutes and collects the actions.
struct ActionScanner: Sendable {
    let lines: [MinutesLine]
    /// The places of lines that are no text: the attendance list.
    let attendance: Set<Int>
    let titleLine: Int?
    let owners: OwnerFinder

    private(set) var actions: [MinutesAction] = []
    private(set) var skipped: [SkippedLine] = []
    private var topics = TopicTracker()
    private var position = 0

    init(lines: [MinutesLine], attendance: Set<Int>, titleLine: Int?, owners: OwnerFinder) {
        self.lines = lines
        self.attendance = attendance
        self.titleLine = titleLine
        self.owners = owners
    }

    mutating func run() {
        while position < lines.count {
            let line = lines[position]
            if attendance.contains(position), line.box != nil || !line.isHeading {
                position += 1
                continue
            }
            switch line.form {
            case .blank, .passedOver: position += 1
            case .heading(let level): readHeading(line, level: level)
            case .item, .text: readLine(line)
            }
        }
    }

    private mutating func readHeading(_ line: MinutesLine, level: Int) {
        let marker = ActionMarker(startOf: line.content, isHeading: true)
        topics.enter(line, level: level, isTopic: marker == nil && position != titleLine)
        let place = position
        position += 1
        guard let marker else { return skipRequest(in: line) }
        switch marker.kind {
        case .request: skip(line, .requested)
        case .earlier: skip(line, .earlierMeeting)
        case .action:
            guard marker.rest.isEmpty else { return take(marker, of: line, at: place) }
            takeList(after: place, under: marker)
        }
    }

    private mutating func readLine(_ line: MinutesLine) {
        let place = position
        position += 1
        if let marker = ActionMarker(startOf: line.content) {
            switch marker.kind {
            case .request: skip(line, .requested)
            case .earlier: skip(line, .earlierMeeting)
            case .action: take(marker, of: line, at: place)
            }
        } else if line.box != nil {
            takeItem(line, at: place, for: nil)
        } else if let marker = ActionMarker(within: line.content) {
            take(marker, of: line, at: place)
        } else {
            topics.note(line, next: lines[(place + 1)...].first)
            skipRequest(in: line)
            if ActionTalk.isHeard(in: line.content) { skip(line, .sentence) }
        }
    }

    private mutating func skipRequest(in line: MinutesLine) {
        if line.content.contains("["), line.content.lowercased().contains("[action requ") { skip(line, .requested) }
    }

    /// An action at `place`, with the lines that it wraps into; or the list that its marker announces.
    private mutating func take(_ marker: ActionMarker, of line: MinutesLine, at place: Int) {
        guard !marker.rest.isEmpty else {
            if !takeList(after: place, under: marker) { skip(line, .empty) }
            return
        }
        let joined = join(marker.rest, from: place)
        position = max(position, joined.next)
        add(joined.text.closing(marker.openEmphasis), line: line, assignee: marker.qualifier, isDone: line.box == true)
    }

    /// A list item or line that is an action because of where it stands.
    private mutating func takeItem(_ line: MinutesLine, at place: Int, for assignee: String?) {
        let joined = join(line.content, from: place)
        position = max(position, joined.next)
        if line.content.isEmpty { return skip(line, .empty) }
        add(joined.text, line: line, assignee: assignee, isDone: line.box == true)
    }

    private mutating func add(_ text: String, line: MinutesLine, assignee: String?, isDone: Bool) {
        let text = text.trimmed.droppingTrailing(";")
        guard !text.isEmpty else { return skip(line, .empty) }
        guard text.utf8.count <= Limits.textBytes else { return skip(line, .tooLong) }
        switch ActionTalk.none(text) {
        case .all: return skip(line, .saysNone)
        case .partly: if !owners.assignsLater(text) { return skip(line, .saysNone) }
        case nil: break
        }
        let found = owners.find(in: text, assignee: assignee)
        actions.append(
            MinutesAction(
                text: found.text, owners: found.owners, topic: topics.topic, line: line.number,
                isDone: isDone || ActionTalk.reportsDone(text), due: DueDate.find(in: text)))
    }

    private mutating func skip(_ line: MinutesLine, _ reason: SkipReason) {
        guard skipped.last?.line != line.number else { return }
        skipped.append(SkippedLine(line: line.number, text: String(line.content.prefix(2000)), reason: reason))
    }
}

extension ActionScanner {
    /// The text that starts at `place` with the lines that it wraps into, and where the next thing starts.
    private func join(_ start: String, from place: Int) -> (text: String, next: Int) {
        var pieces = [start]
        var bytes = start.utf8.count
        var next = place + 1
        while next < lines.count, bytes <= Limits.textBytes, wraps(into: next, from: place) {
            pieces.append(lines[next].content)
            bytes += lines[next].content.utf8.count
            next += 1
        }
        return (pieces.joined(separator: " "), next)
    }

    /// Whether the line at `next` goes on with the sentence of the line before it.
    private func wraps(into next: Int, from place: Int) -> Bool {
        let line = lines[next]
        let first = lines[place]
        guard line.form == .text, line.isQuoted == first.isQuoted, !first.isHeading, !attendance.contains(next),
            !SpeakerLabel.starts(line.content), ActionMarker(startOf: line.content) == nil
        else { return false }
        if line.indent > first.indent || line.content.first?.isLowercase == true { return true }
        let last = lines[next - 1].content
        return last.count >= 60 && !(last.last.map { ".;:!?".contains($0) } ?? true)
    }

    /// The list below an empty marker. False when there is none.
    @discardableResult
    private mutating func takeList(after place: Int, under marker: ActionMarker) -> Bool {
        let header = lines[place]
        var next = place + 1
        while next < lines.count, lines[next].form == .blank { next += 1 }
        guard next < lines.count, header.isHeading || marker.isPlural || next == place + 1 else { return false }
        let base = lines[next].indent
        if header.isItem, base <= header.indent { return false }
        position = next
        switch lines[next].form {
        case .item: takeItems(base: base, under: header, for: marker.qualifier)
        case .text: takeTextLines(for: marker.qualifier)
        case .blank, .heading, .passedOver: return false
        }
        return true
    }

    /// Items at one level. A name with items below it gives them their owner; other items below are remarks.
    private mutating func takeItems(base: Int, under header: MinutesLine, for assignee: String?) {
        var group: String?
        while position < lines.count {
            let line = lines[position]
            let place = position
            let following = lines[(place + 1)...].first
            guard line.form != .passedOver else { position += 1; continue }
            if line.form == .blank {
                guard let following, goesOn(at: place + 1, following, base: base, under: header) else { return }
                position += 1
            } else if line.isItem, line.indent > base + 1, group == nil {
                position += 1
                if line.box != nil { takeItem(line, at: place, for: assignee) }
            } else if line.isItem, line.indent >= base {
                position += 1
                if line.indent <= base + 1 { group = nil }
                if line.indent <= base + 1, let following, following.isItem, following.indent > base + 1,
                    !owners.names(in: line.content).isEmpty
                {
                    group = line.content
                } else {
                    takeMarked(line, at: place, for: group ?? assignee)
                }
            } else if line.form == .text, line.indent > base {
                position += 1
            } else {
                return
            }
        }
    }

    /// Whether a list that a blank line interrupts goes on after it.
    private func goesOn(at next: Int, _ line: MinutesLine, base: Int, under header: MinutesLine) -> Bool {
        guard line.isItem || line.form == .blank && header.isHeading else { return false }
        guard line.isItem else { return true }
        guard line.indent >= base else { return false }
        return header.isHeading || !TopicTracker.isPoint(line, next: lines[(next + 1)...].first)
    }

    /// Lines without bullets, each an action, until a blank line.
    private mutating func takeTextLines(for assignee: String?) {
        while position < lines.count, lines[position].form == .text {
            let place = position
            position += 1
            takeMarked(lines[place], at: place, for: assignee)
        }
    }

    /// An item of a list of actions, which may carry a marker of its own.
    private mutating func takeMarked(_ line: MinutesLine, at place: Int, for assignee: String?) {
        guard let marker = ActionMarker(startOf: line.content), marker.kind == .action, !marker.rest.isEmpty else {
            return takeItem(line, at: place, for: assignee)
        }
        take(marker, of: line, at: place)
    }
}

extension String {
    /// Without signs of emphasis that were opened before this text.
    fileprivate func closing(_ emphasis: String) -> String {
        guard !emphasis.isEmpty, trimmed.hasSuffix(emphasis) else { return self }
        return String(trimmed.dropLast(emphasis.count)).trimmed
    }

    fileprivate func droppingTrailing(_ sign: Character) -> String {
        last == sign ? String(dropLast()).trimmed : self
    }
}
