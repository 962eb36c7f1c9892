import ArgumentParser
import HuddleClient

/// Filters as the words that would give them, which is how they are kept under a name.
extension FilterOptions {
    var words: [String] {
        var words = kind.map { "--kind=" + $0 } + status.map { "--status=" + $0 }
        words += owner.map { "--owner=" + $0.text } + tag.map { "--tag=" + $0.text }
        let texts: [(name: String, text: String?)] = [
            ("customer", customer.text), ("product", product.text), ("site", site.text), ("author", author.text),
            ("priority", priority.text), ("meeting", meeting), ("since", since.text), ("until", until.text),
            ("due-after", dueAfter.text), ("due-before", dueBefore.text), ("limit", limit),
        ]
        words += texts.compactMap { name, text in text.map { "--\(name)=\($0)" } }
        let flags = [("unowned", unowned), ("overdue", overdue), ("deleted", deleted)]
        return words + flags.filter(\.1).map { "--" + $0.0 }
    }

    /// Whether it wants something else than everything.
    var narrows: Bool { words.contains { !$0.hasPrefix("--limit=") } }

    /// These options over those of the filter that `--filter` names.
    ///
    /// - Throws: `FilterError.unknown`.
    func withSaved(_ home: Home) throws -> FilterOptions {
        guard let filter else { return self }
        var both = try FilterOptions.parse(try home.filter(named: filter).filter { !SortWord.isOption($0) })
        if !kind.isEmpty { both.kind = kind }
        if !status.isEmpty { both.status = status }
        if !owner.isEmpty || unowned { (both.owner, both.unowned) = (owner, unowned) }
        if !tag.isEmpty { both.tag = tag }
        both.customer = customer ?? both.customer
        both.product = product ?? both.product
        both.site = site ?? both.site
        both.author = author ?? both.author
        both.priority = priority ?? both.priority
        both.meeting = meeting ?? both.meeting
        both.since = since ?? both.since
        both.until = until ?? both.until
        both.dueAfter = dueAfter ?? both.dueAfter
        both.dueBefore = dueBefore ?? both.dueBefore
        both.limit = limit ?? both.limit
        both.overdue = overdue || both.overdue
        both.deleted = deleted || both.deleted
        return both
    }
}
