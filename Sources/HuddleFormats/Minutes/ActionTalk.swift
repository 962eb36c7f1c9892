import HuddleCore

/// How people speak of actions without giving one.
enum ActionTalk {
    enum Nothing: Hashable, Sendable {
        /// "None", whatever follows as its reason.
        case all
        /// "No action on this": a later sentence may give one all the same.
        case partly
    }

    static func none(_ text: String) -> Nothing? {
        let head = text.prefix(40).lowercased()
        for word in ["none", "nothing", "n/a", "nil"] where head.hasPrefix(word) {
            let next = head.dropFirst(word.count).first { $0 != " " }
            if next.map({ !$0.isLetter && !$0.isNumber }) ?? true { return .all }
        }
        if text.allSatisfy({ !$0.isLetter && !$0.isNumber }) { return .all }
        for start in ["no action", "no ai"] where head.hasPrefix(start) {
            let next = head.dropFirst(start.count).first
            if next != "a" { return .partly }
        }
        return nil
    }

    /// "PR #4 landed.", "Issue closed", "This was merged last week": the whole first sentence reports an end.
    static func reportsDone(_ text: String) -> Bool {
        var words = text.prefix(120).lowercased().prefix { !".;!?".contains($0) }
            .split { $0.isWhitespace || $0 == "," }.map(String.init)
        while let last = words.last, ["already", "now", "today", "yesterday", "last", "week", "month"].contains(last) {
            words.removeLast()
        }
        guard let end = words.popLast(), ends.contains(end) else { return false }
        return words.allSatisfy { subjects.contains($0) || $0.first == "#" && $0.dropFirst().allSatisfy(\.isNumber) }
    }

    private static let ends: Set<String> = ["closed", "completed", "done", "landed", "merged", "resolved"]
    private static let subjects: Set<String> = [
        "already", "all", "been", "both", "has", "have", "is", "issue", "issues", "it", "now", "pr", "prs", "pull",
        "request", "that", "the", "these", "this", "ticket", "was", "were",
    ]

    /// Whether a sentence speaks of taking an action, without marking one.
    static func isHeard(in content: String) -> Bool {
        let words = TextToken.split(content, limit: 4000).map { $0.word ?? "" }
        return words.indices.contains { place in
            let word = words[place]
            let lower = word.lowercased()
            guard word == "AI" || word == "AIs" || ["action", "actions", "todo", "todos"].contains(lower) else {
                return false
            }
            let next = place + 1 < words.count ? words[place + 1].lowercased() : ""
            if word.first != "A" || word.dropFirst().first != "I", lower.hasPrefix("action"),
                ["item", "items"].contains(next) || place == 0 && ["to", "for"].contains(next)
            {
                return true
            }
            let before = words[..<place].suffix(3).map { $0.lowercased() }
            return before.contains { takes.contains($0) }
                || startsSentence(words, place) && ["to", "for"].contains(next)
        }
    }

    private static func startsSentence(_ words: [String], _ place: Int) -> Bool {
        place == 0 || words[place - 1].isEmpty
    }

    private static let takes: Set<String> = ["take", "taken", "takes", "taking", "took", "has", "have"]
}
