import ArgumentParser
import HuddleClient
import HuddleStore

/// Filters that were kept under a name.
extension FilterOptions {
    /// Whether it wants something else than everything.
    func narrows() throws(UsageError) -> Bool { try typed().words.contains { $0.name != .limit } }

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
