import HuddleCore

/// Walks through the lines of minutes and collects the actions.
struct ActionScanner: Sendable {
    let lines: [MinutesLine]
    /// The places of lines that are no text: the attendance list.
    let attendance: Set<Int>
    let titleLine: Int?
    let owners: OwnerFinder
    /// Whether sentences that mark nothing are taken for what they probably say.
    let isGuessing: Bool

    private(set) var actions: [MinutesAction] = []
    private(set) var skipped: [SkippedLine] = []
    var topics = TopicTracker()
    var position = 0

    init(lines: [MinutesLine], attendance: Set<Int>, titleLine: Int?, owners: OwnerFinder, isGuessing: Bool) {
        self.isGuessing = isGuessing
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

    mutating func readHeading(_ line: MinutesLine, level: Int) {
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

    mutating func readLine(_ line: MinutesLine) {
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
            if isGuessing, takeGuesses(line, at: place) { return }
            if ActionTalk.isHeard(in: line.content) { skip(line, .sentence) }
        }
    }

    mutating func skipRequest(in line: MinutesLine) {
        if line.content.holds("["), line.content.lowercased().holds("[action requ") { skip(line, .requested) }
    }

    /// An action at `place`, with the lines that it wraps into; or the list that its marker announces.
    mutating func take(_ marker: ActionMarker, of line: MinutesLine, at place: Int) {
        guard !marker.rest.isEmpty else {
            if !takeList(after: place, under: marker) { skip(line, .empty) }
            return
        }
        let joined = join(marker.rest, from: place)
        position = max(position, joined.next)
        add(joined.text.closing(marker.openEmphasis), line: line, assignee: marker.qualifier, isDone: line.box == true)
    }

    /// A list item or line that is an action because of where it stands.
    mutating func takeItem(_ line: MinutesLine, at place: Int, for assignee: String?) {
        let joined = join(line.content, from: place, longLinesWrap: line.isItem)
        position = max(position, joined.next)
        if line.content.isEmpty { return skip(line, .empty) }
        add(joined.text, line: line, assignee: assignee, isDone: line.box == true)
    }

    mutating func add(_ text: String, line: MinutesLine, assignee: String?, isDone: Bool) {
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
                kind: .action, isGuess: false, text: found.text, owners: found.owners, topic: topics.topic,
                line: line.number,
                isDone: isDone || ActionTalk.reportsDone(text), due: DueDate.find(in: text)))
    }

    mutating func add(_ guess: SentenceGuess, line: MinutesLine) {
        actions.append(
            MinutesAction(
                kind: guess.kind, isGuess: true, text: guess.text, owners: guess.owners, topic: topics.topic,
                line: line.number, isDone: false, due: DueDate.find(in: guess.text)))
    }

    mutating func skip(_ line: MinutesLine, _ reason: SkipReason) {
        guard skipped.last?.line != line.number else { return }
        skipped.append(SkippedLine(line: line.number, text: String(line.content.prefix(2000)), reason: reason))
    }
}
