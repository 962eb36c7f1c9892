import HuddleCore
import HuddleFormats
import HuddleStore

extension FilterOptions {
    /// The filter in words, for the head of an export: "Open actions of Maria Silva for Acme".
    func words(_ filter: EntryFilter, _ calendar: LocalCalendar, meeting listed: ListedMeeting? = nil) -> String {
        let statuses = filter.statuses.map(\.text).joined(separator: " and ")
        let kinds = filter.kinds.compactMap(\.known?.plural).joined(separator: " and ")
        let special = [deleted ? "deleted" : "", overdue ? "overdue" : ""]
        let all = listed != nil ? "minutes" : filter.kinds.isEmpty ? "entries" : ""
        var words = (special + [statuses, kinds, all]).filter { !$0.isEmpty }.joined(separator: " ")
        if !filter.owners.isEmpty { words += " of \(filter.owners.joined(separator: " and "))" }
        if filter.isUnowned { words += " of nobody" }
        if let author { words += " captured by \(author.text)" }
        if let customer { words += " for \(customer.text)" }
        if let product { words += " about \(product.text)" }
        if let site { words += " at \(site.text)" }
        if !filter.tags.isEmpty { words += " tagged \(filter.tags.joined(separator: " and "))" }
        if let priority { words += " of \(priority.text) priority" }
        if meeting != nil, listed == nil { words += " of one meeting" }
        if let since = filter.since { words += " since \(calendar.day(of: since).text)" }
        if let until = filter.until { words += " until \(calendar.day(of: until).adding(days: -1).text)" }
        if let day = filter.dueAfter { words += " due after \(day.text)" }
        if dueBefore != nil, let day = filter.dueBefore { words += " due before \(day.text)" }
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// The options that ask for this filter again, its days and names as they were understood.
    func arguments(_ filter: EntryFilter, _ calendar: LocalCalendar) -> [String] {
        var words: [String] = []
        func add(_ name: String, _ value: String?) {
            if let value { words += ["--" + name, value] }
        }
        for word in kind { add("kind", word) }
        for word in status { add("status", word) }
        add("customer", filter.customer)
        add("product", filter.product)
        add("site", filter.site)
        for owner in filter.owners { add("owner", owner) }
        if unowned { words.append("--unowned") }
        add("author", author?.text)
        for tag in filter.tags { add("tag", tag) }
        add("priority", filter.priority)
        add("meeting", meeting)
        add("since", filter.since.map { calendar.day(of: $0).text })
        add("until", filter.until.map { calendar.day(of: $0).adding(days: -1).text })
        add("due-after", filter.dueAfter?.text)
        add("due-before", dueBefore == nil ? nil : filter.dueBefore?.text)
        if overdue { words.append("--overdue") }
        if deleted { words.append("--deleted") }
        add("limit", limit)
        return words
    }
}
