import HuddleCore
import HuddleStore

extension FilterOptions {
    /// The filter in words, for the head of an export: "Open actions of Maria Silva for Acme".
    func words(_ filter: EntryFilter, _ calendar: LocalCalendar) -> String {
        let statuses = filter.statuses.map(\.text).joined(separator: " and ")
        let kinds = filter.kinds.compactMap(\.known?.plural).joined(separator: " and ")
        let special = [deleted ? "deleted" : "", overdue ? "overdue" : ""]
        var words = (special + [statuses, kinds]).filter { !$0.isEmpty }.joined(separator: " ")
        if !filter.owners.isEmpty { words += " of \(filter.owners.joined(separator: " and "))" }
        if filter.isUnowned { words += " of nobody" }
        if let author { words += " captured by \(author.text)" }
        if let customer { words += " for \(customer.text)" }
        if let product { words += " about \(product.text)" }
        if let site { words += " at \(site.text)" }
        if !filter.tags.isEmpty { words += " tagged \(filter.tags.joined(separator: " and "))" }
        if let priority { words += " of \(priority.text) priority" }
        if meeting != nil { words += " of one meeting" }
        if let since = filter.since { words += " since \(calendar.day(of: since).text)" }
        if let until = filter.until { words += " until \(calendar.day(of: until).adding(days: -1).text)" }
        if let day = filter.dueAfter { words += " due after \(day.text)" }
        if dueBefore != nil, let day = filter.dueBefore { words += " due before \(day.text)" }
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
