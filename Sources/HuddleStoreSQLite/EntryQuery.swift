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
        sql = "WHERE type = 'entry' AND presence \(filter.isDeleted ? "=" : "<>") 1"
        if !filter.kinds.isEmpty {
            require("coalesce(kind, '\(EntryKind.note.rawValue)')", oneOf: filter.kinds.map(\.text))
        }
        if !filter.statuses.isEmpty {
            require("coalesce(status, '\(EntryStatus.open.rawValue)')", oneOf: filter.statuses.map(\.text))
        }
        require("folded(customer) = ?", filter.customer)
        require("folded(product) = ?", filter.product)
        require("folded(site) = ?", filter.site)
        require("named(people, ?)", filter.owner)
        require("listed(tags, ?)", filter.tag)
        if let meeting = filter.meeting { require("parent = ?", .id(meeting)) }
        if let since = filter.since { require("created >= ?", .number(since.milliseconds)) }
        if let until = filter.until { require("created < ?", .number(until.milliseconds)) }
        // A date is stored as text of ten letters, so its order is that of the days. Another text there is no date.
        if let day = filter.dueBefore { require("day < ? AND day GLOB '[0-9][0-9][0-9][0-9]-*'", .text(day.text)) }
        if filter.isUnlinked { sql += " AND NOT EXISTS (SELECT 1 FROM link WHERE link.target = record.id)" }
        if filter.isUncommented {
            sql +=
                " AND NOT EXISTS (SELECT 1 FROM record AS comment WHERE comment.parent = record.id "
                + "AND comment.type = 'comment' AND comment.presence <> 1)"
        }
        switch filter.order {
        case .newestFirst: sql += " ORDER BY created DESC, id DESC"
        case .dueThenAge: sql += " ORDER BY day IS NULL, day, created, id"
        }
        if let limit = filter.limit {
            sql += " LIMIT ?"
            values.append(.number(Int64(limit)))
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

    private mutating func require(_ column: String, oneOf texts: [String]) {
        sql += " AND \(column) IN (" + texts.map { _ in "?" }.joined(separator: ", ") + ")"
        values += texts.map { .text($0) }
    }
}
