/// The words that tell names from other words in an action.
enum Vocabulary {
    /// What follows a name that is to do something.
    static let verbs: Set<String> = [
        "to", "will", "shall", "should", "must", "can", "takes", "take", "taking", "volunteers", "volunteered",
    ]

    /// Stands between two names of one group.
    static func joins(_ token: TextToken) -> Bool {
        switch token {
        case .word(let word, _): word == "and" || word == "und"
        case .sign(let sign, _): ",&/+".contains(sign)
        }
    }

    /// Whether a word that no list knows can be someone's name: it starts with a capital letter and is not one of the
    /// words that actions start with.
    static func looksLikeName(_ word: String) -> Bool {
        if word.first == "@" { return word.count > 1 }
        guard let first = word.first, first.isUppercase, word.count > 1, word.count <= 40,
            word.allSatisfy({ $0.isLetter || ".-'’".contains($0) })
        else { return false }
        return !others.contains(word.lowercased())
    }

    private static let others: Set<String> = [
        "a", "able", "access", "action", "add", "agree", "agreed", "all", "an", "and", "answer", "any", "anybody",
        "anyone", "api", "apply", "as", "ask", "attempt", "back", "be", "begin", "board", "both", "but", "can",
        "change",
        "changes", "check", "ci", "close", "come", "comment", "commit", "continue", "convert", "cpc", "decide",
        "decided",
        "do", "each", "either", "everybody", "everyone", "expect", "find", "first", "folks", "follow", "for", "get",
        "go",
        "good", "group", "happy", "have", "he", "here", "how", "i", "if", "in", "invite", "is", "it", "keep", "land",
        "leave", "link", "listen", "look", "make", "may", "maybe", "meeting", "members", "migrate", "move", "need",
        "needs", "next", "no", "nobody", "none", "not", "nothing", "now", "offer", "ok", "okay", "on", "one", "open",
        "optional", "others", "our", "people", "plan", "please", "point", "possible", "post", "pr", "prepare",
        "process",
        "project", "promise", "proposal", "propose", "push", "reach", "read", "ready", "refer", "remember", "reply",
        "report", "request", "respond", "return", "review", "same", "see", "send", "set", "she", "should", "so",
        "somebody", "someone", "speak", "start", "still", "submit", "switch", "talk", "tbd", "team", "that", "the",
        "their", "then", "there", "they", "things", "this", "ticket", "time", "todo", "try", "two", "unclear", "update",
        "upgrade", "use", "wait", "want", "we", "what", "when", "who", "whoever", "why", "will", "with", "work",
        "write",
        "you",
    ]
}
