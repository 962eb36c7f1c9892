import HuddleCore
import HuddleStore

/// A filter as SQL behind `SELECT … FROM record`. Values are bound, never spelled out.
struct EntryQuery {
    enum Value {
        case number(Int64)
        case text(String)
        case id(RecordID)
    }

    private(set) var sql: String
    private(set) var values: [Value] = []

    init(_ filter: EntryFilter) {
        self.init(conditionsOf: filter)
        switch filter.order {
        case .newestFirst: sql += " ORDER BY created DESC, id DESC"
        case .oldestFirst: sql += " ORDER BY created, id"
        case .lastChangedFirst: sql += " ORDER BY changed DESC, id DESC"
        case .dueThenAge: sql += " ORDER BY day IS NULL, day, created, id"
        case .priorityFirst:
            sql +=
                " ORDER BY CASE folded(priority) WHEN 'high' THEN 0 WHEN 'low' THEN 2 ELSE 1 END, created DESC, id DESC"
        }
        if let limit = filter.limit {
            sql += " LIMIT ?"
            values.append(.number(Int64(limit)))
        }
    }

    /// What must hold, in no order and without a limit.
    init(conditionsOf filter: EntryFilter) {
        sql = "WHERE type = 'entry' AND presence \(filter.isDeleted ? "=" : "<>") 1"
        if !filter.kinds.isEmpty {
            require("coalesce(record.kind, '\(EntryKind.note.rawValue)')", oneOf: filter.kinds.map { .text($0.text) })
        }
        if !filter.statuses.isEmpty {
            require(
                "coalesce(record.status, '\(EntryStatus.open.rawValue)')",
                oneOf: filter.statuses.map { .text($0.text) })
        }
        require("folded(record.customer) = ?", filter.customer)
        require("folded(record.product) = ?", filter.product)
        require("folded(record.site) = ?", filter.site)
        require("folded(record.priority) = ?", filter.priority)
        requirePeople(filter)
        for tag in filter.tags { require("listed(record.tags, ?)", tag) }
        if let meeting = filter.meeting { require("record.parent = ?", .id(meeting)) }
        if let since = filter.since { require("record.created >= ?", .number(since.milliseconds)) }
        if let until = filter.until {
            require("coalesce(record.first_noted, record.created) < ?", .number(until.milliseconds))
        }
        // A date is stored as text of ten letters, so its order is that of the days. Another text there is no date.
        if let day = filter.dueBefore { require("record.day < ? AND \(Self.isDate)", .text(day.text)) }
        if let day = filter.dueAfter { require("record.day > ? AND \(Self.isDate)", .text(day.text)) }
        if filter.isVoted { sql += " AND instr(record.rest, CAST('votes/' AS BLOB)) > 0" }
        requireLonely(filter)
    }

    private static let isDate = "record.day GLOB '[0-9][0-9][0-9][0-9]-*'"

    private mutating func requirePeople(_ filter: EntryFilter) {
        if filter.isUnowned { sql += " AND record.people IS NULL" }
        if !filter.owners.isEmpty {
            sql += " AND (" + filter.owners.map { _ in "named(record.people, ?)" }.joined(separator: " OR ") + ")"
            values += filter.owners.map { .text(Names.folded($0)) }
        }
        if let authors = filter.authors {
            let wanted = authors.map { _ in "?" }.joined(separator: ", ")
            sql += """
                 AND (record.author IN (\(wanted)) OR record.key IN (
                    SELECT birth.record FROM birth JOIN change ON change.key = birth.change
                    WHERE change.replica IN (\(wanted))))
                """
            values += (authors + authors).map { .number(Int64(bitPattern: $0.bits)) }
        }
    }

    /// What nobody has answered in one way or the other.
    private mutating func requireLonely(_ filter: EntryFilter) {
        if !filter.unlinkedBy.isEmpty {
            let verbs = filter.unlinkedBy.map { "'\($0.rawValue)'" }.joined(separator: ", ")
            sql += """
                 AND NOT EXISTS (SELECT 1 FROM link JOIN record AS source ON source.key = link.record
                    WHERE link.target = record.id AND link.verb IN (\(verbs))
                        AND coalesce(source.status, '\(EntryStatus.open.rawValue)') <> '\(EntryStatus.dropped.rawValue)')
                """
        }
        if filter.isUncommented {
            sql += """
                 AND NOT EXISTS (SELECT 1 FROM record AS comment WHERE comment.parent = record.id
                    AND comment.type = 'comment' AND comment.presence <> 1)
                """
        }
    }

    private mutating func require(_ condition: String, _ value: Value) {
        sql += " AND " + condition
        values.append(value)
    }

    private mutating func require(_ condition: String, _ text: String?) {
        guard let text else { return }
        require(condition, .text(Names.folded(text)))
    }

    private mutating func require(_ column: String, oneOf wanted: [Value]) {
        sql += " AND \(column) IN (" + wanted.map { _ in "?" }.joined(separator: ", ") + ")"
        values += wanted
    }
}
