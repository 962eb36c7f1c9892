extension ActionScanner {
    /// The list below an empty marker. False when there is none.
    @discardableResult
    mutating func takeList(after place: Int, under marker: ActionMarker) -> Bool {
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
    mutating func takeItems(base: Int, under header: MinutesLine, for assignee: String?) {
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
            } else if line.form == .text, line.indent > base, ActionMarker(startOf: line.content) == nil {
                position += 1
            } else {
                return
            }
        }
    }

    /// Whether a list that a blank line interrupts goes on after it.
    func goesOn(at next: Int, _ line: MinutesLine, base: Int, under header: MinutesLine) -> Bool {
        guard line.isItem || line.form == .blank && header.isHeading else { return false }
        guard line.isItem else { return true }
        guard line.indent >= base else { return false }
        return header.isHeading || !TopicTracker.isPoint(line, next: lines[(next + 1)...].first)
    }

    /// Lines without bullets, each an action, until a blank line.
    mutating func takeTextLines(for assignee: String?) {
        while position < lines.count, lines[position].form == .text {
            let place = position
            position += 1
            takeMarked(lines[place], at: place, for: assignee)
        }
    }

    /// An item of a list of actions, which may carry a marker of its own.
    mutating func takeMarked(_ line: MinutesLine, at place: Int, for assignee: String?) {
        guard let marker = ActionMarker(startOf: line.content), marker.kind == .action, !marker.rest.isEmpty else {
            return takeItem(line, at: place, for: assignee)
        }
        take(marker, of: line, at: place)
    }
}
