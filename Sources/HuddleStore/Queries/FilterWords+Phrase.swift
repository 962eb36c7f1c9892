package import HuddleCore

extension FilterWords {
    /// The filter in words, for the head of an export: "Open actions of Maria Silva for Acme".
    ///
    /// - Parameters:
    ///   - filter: What the words mean.
    ///   - isMinutes: Whether it is the minutes of a meeting, which their head names.
    package func phrase(_ filter: EntryFilter, _ calendar: LocalCalendar, isMinutes: Bool = false) -> String {
        let statuses = filter.statuses.map(\.text).joined(separator: " and ")
        let kinds = filter.kinds.compactMap(\.known?.plural).joined(separator: " and ")
        let special = [has(.deleted) ? "deleted" : "", has(.overdue) ? "overdue" : ""]
        let all = isMinutes ? "minutes" : filter.kinds.isEmpty ? "entries" : ""
        var words = (special + [statuses, kinds, all]).filter { !$0.isEmpty }.joined(separator: " ")
        if !filter.owners.isEmpty { words += " of \(filter.owners.joined(separator: " and "))" }
        if filter.isUnowned { words += " of nobody" }
        if let author = self[.author] { words += " captured by \(author)" }
        if let customer = filter.customer { words += " for \(customer)" }
        if let product = filter.product { words += " about \(product)" }
        if let site = filter.site { words += " at \(site)" }
        if !filter.tags.isEmpty { words += " tagged \(filter.tags.joined(separator: " and "))" }
        if let priority = filter.priority { words += " of \(priority) priority" }
        if has(.meeting), !isMinutes { words += " of one meeting" }
        if let since = filter.since { words += " since \(calendar.day(of: since).text)" }
        if let until = filter.until { words += " until \(calendar.day(of: until).adding(days: -1).text)" }
        if let day = filter.dueAfter { words += " due after \(day.text)" }
        if has(.dueBefore), let day = filter.dueBefore { words += " due before \(day.text)" }
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// The same filter in words that mean the same to anybody on any day: its days and names as they were understood.
    ///
    /// - Parameter isRolling: Leave words for days as they are, so that they go along with the days.
    package func settled(_ filter: EntryFilter, _ calendar: LocalCalendar, isRolling: Bool = false) -> FilterWords {
        var settled = self
        // A sign or space that a name starts with would be taken for what stands in front of it.
        settled.set(.owner, filter.owners.map { $0.trimmed == $0 && !$0.hasPrefix("@") ? $0 : "@" + $0 })
        settled.set(.tag, filter.tags.map { TagWord.tag($0) == $0 ? $0 : "#" + $0 })
        guard !isRolling else { return settled }
        func set(_ name: Name, _ day: CivilDate?) {
            if let day, has(name) { settled.set(name, [day.text]) }
        }
        set(.since, filter.since.map { calendar.day(of: $0) })
        set(.until, filter.until.map { calendar.day(of: $0).adding(days: -1) })
        set(.dueAfter, filter.dueAfter)
        set(.dueBefore, filter.dueBefore)
        return settled
    }
}
