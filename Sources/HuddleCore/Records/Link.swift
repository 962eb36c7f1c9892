/// What one entry has to do with another: an action addresses a frustration, an idea answers a challenge.
///
/// It is an element of the set `links` of the entry that says so: the verb, a space, the other's id. The other entry
/// holds nothing of it, so that linking never meets somebody else's edit.
package struct Link: Hashable, Sendable {
    package let verb: OpenWord<LinkVerb>
    package let target: RecordID

    package init(_ verb: OpenWord<LinkVerb>, _ target: RecordID) {
        self.verb = verb
        self.target = target
    }

    /// Nil for an element of another form, which a newer version may have written.
    package init?(element: String) {
        guard let space = element.lastIndex(of: " "),
            let target = RecordID(element[element.index(after: space)...])
        else { return nil }
        let verb = String(element[..<space])
        guard !verb.isEmpty, !verb.utf8.contains(UInt8(ascii: " ")) else { return nil }
        self.init(OpenWord(verb), target)
    }

    package var element: String { verb.text + " " + target.text }
}

/// How entries are linked.
package enum LinkVerb: String, CaseIterable, Hashable, Sendable {
    /// An action does something about a frustration or a challenge.
    case addresses
    /// An idea answers a challenge, a note a question, a decision a promise.
    case answers
    /// One comes after another and builds on it.
    case follows
    /// The same was written down before.
    case duplicates

    /// What the other entry is: `addressed by` this one.
    package var passive: String {
        switch self {
        case .addresses: "addressed by"
        case .answers: "answered by"
        case .follows: "followed by"
        case .duplicates: "duplicated by"
        }
    }
}
