import HuddleCore

/// Finds who is to do what an action says: "Ann to open issue", "AL and Bo will find time", "… (Ann)".
struct OwnerFinder: Sendable {
    let roster: Roster

    struct Found: Hashable, Sendable {
        var owners: [String] = []
        /// The text without a name that stood in front of it as a label.
        var text: String
    }

    /// - Parameter assignee: Names from the action's marker, which count before those in its text.
    func find(in text: String, assignee: String?) -> Found {
        var found = Found(text: text)
        let named = assignee.map { names(in: $0) } ?? []
        let tokens = TextToken.split(text)
        var owners = named
        if let label = label(tokens) {
            owners += label.names
            found.text = String(text[label.end...]).trimmed
        }
        owners += subjects(tokens) + trailing(tokens)
        var seen: Set<String> = []
        found.owners = owners.filter {
            CellName(FieldName.owners, element: $0) != nil && seen.insert(Names.folded($0)).inserted
        }
        if found.text.isEmpty { found.text = text }
        return found
    }

    /// The people that a marker names, as in `Action item for Ann and Bo:`. Empty when it names something else.
    func names(in text: String) -> [String] {
        let tokens = TextToken.split(text, limit: 40)
        var start = 0
        while start < tokens.count, tokens[start].sign != nil { start += 1 }
        guard let group = group(at: start, of: tokens, admitting: .unknown) else { return [] }
        let isWhole = tokens[group.next...].allSatisfy { $0.sign != nil }
        return isWhole ? group.names : []
    }

    /// Whether a later sentence gives something to do to someone on the list.
    func assignsLater(_ text: String) -> Bool {
        let tokens = TextToken.split(text)
        guard let end = tokens.firstIndex(where: \.endsSentence) else { return false }
        return clauses(tokens).contains { start in
            start > end && subject(at: start, of: tokens, admitting: .known) != nil
        }
    }

    private enum Admitted { case known, unknown }

    /// `Ann: write the page`, `Ann - write the page`.
    private func label(_ tokens: [TextToken]) -> (names: [String], end: String.Index)? {
        guard let group = group(at: 0, of: tokens, admitting: .known), group.next < tokens.count,
            let sign = tokens[group.next].sign, ":-–—".contains(sign)
        else { return nil }
        var end = group.next + 1
        if sign == "-", end < tokens.count, tokens[end].sign == ">" { end += 1 }
        return end < tokens.count ? (group.names, tokens[end].range.lowerBound) : nil
    }

    /// Everyone who stands as the subject of a clause.
    private func subjects(_ tokens: [TextToken]) -> [String] {
        var names: [String] = []
        var next = 0
        for start in clauses(tokens) where start >= next {
            let startsSentence = start == 0 || tokens[start - 1].endsSentence
            if start == 0, let group = group(at: 0, of: tokens, admitting: .known) {
                names += group.names
                next = group.next
            } else if let found = subject(at: start, of: tokens, admitting: startsSentence ? .unknown : .known) {
                names += found.names
                next = found.next
            }
        }
        return names
    }

    /// Where clauses start.
    private func clauses(_ tokens: [TextToken]) -> [Int] {
        tokens.indices.filter { tokens[$0].word != nil && ($0 == 0 || tokens[$0 - 1].isBoundary) }
    }

    private func subject(
        at start: Int, of tokens: [TextToken], admitting: Admitted
    ) -> (names: [String], next: Int)? {
        guard let group = group(at: start, of: tokens, admitting: admitting), group.next < tokens.count,
            let verb = tokens[group.next].word, Vocabulary.verbs.contains(verb)
        else { return nil }
        return group
    }

    /// Names with `,`, `&`, `/`, `+` or `and` between them, or nothing where the next one is known.
    private func group(
        at start: Int, of tokens: [TextToken], admitting: Admitted
    ) -> (names: [String], next: Int)? {
        guard var last = name(at: start, of: tokens, admitting: admitting) else { return nil }
        var names = [last.name]
        while last.next < tokens.count, names.count < 32 {
            var next = last.next
            while next < tokens.count, Vocabulary.joins(tokens[next]) { next += 1 }
            let follower = next == last.next ? Admitted.known : admitting
            guard let more = name(at: next, of: tokens, admitting: follower) else { break }
            names.append(more.name)
            last = more
        }
        return (names, last.next)
    }

    /// A name of one to three words: the longest that the list knows, else as written.
    private func name(at start: Int, of tokens: [TextToken], admitting: Admitted) -> (name: String, next: Int)? {
        var words: [String] = []
        for token in tokens.dropFirst(start).prefix(3) {
            guard let word = token.word else { break }
            words.append(word)
        }
        for count in stride(from: words.count, to: 0, by: -1) {
            let written = words.prefix(count).joined(separator: " ")
            switch roster.match(written) {
            case .one(let name): return (name, start + count)
            case .several: return (written, start + count)
            case .none: continue
            }
        }
        guard admitting == .unknown else { return nil }
        let count = words.prefix { Vocabulary.looksLikeName($0) }.count
        guard count > 0 else { return nil }
        return (words.prefix(count).joined(separator: " "), start + count)
    }

    /// `… (Ann)`, `… @ann`, `… - Ann`, `… assigned to Ann` at the end.
    private func trailing(_ tokens: [TextToken]) -> [String] {
        var end = tokens.count
        while end > 0, let sign = tokens[end - 1].sign, ").;]!".contains(sign) { end -= 1 }
        let body = Array(tokens.prefix(end))
        guard
            let start = body.lastIndex(where: { token in
                token.sign.map { "([-–—:".contains($0) } ?? (token.word == "to" || token.word?.first == "@")
            })
        else { return [] }
        let isHandle = body[start].word?.first == "@"
        let isAssigned = body[start].word == "to" && start > 0 && body[start - 1].word?.lowercased() == "assigned"
        guard isHandle || isAssigned || body[start].sign != nil else { return [] }
        guard let group = group(at: isHandle ? start : start + 1, of: body, admitting: isHandle ? .unknown : .known),
            group.next == body.count
        else { return [] }
        return group.names
    }
}
