import HuddleCore

/// A table that other people or programs made.
struct OtherTable {
    private let columns: ColumnMap
    private let options: TableOptions
    private let context: ImportContext
    private var ids: DerivedIDs
    private var meetings: Set<RecordID> = []
    /// Words that are not known, by what they were taken for, with how often.
    private var unknown: [String: Int] = [:]

    init(_ columns: ColumnMap, _ options: TableOptions, _ context: ImportContext) {
        self.columns = columns
        self.options = options
        self.context = context
        ids = DerivedIDs(.tableRow, hash: context.hash)
    }

    var remarks: [String] {
        [columns.words]
            + unknown.sorted { $0.key < $1.key }.prefix(20).map { "\($0.key), in \(Plural.text($0.value, "row"))." }
    }

    /// The row's entry, and its meeting where that is named for the first time.
    mutating func events(_ row: TableRow) throws(ImportProblem) -> [ImportEvent] {
        guard row.cells.count <= columns.fields.count || row.cells[columns.fields.count...].allSatisfy(\.isEmpty) else {
            throw ImportProblem(
                line: row.line,
                "the row has \(row.cells.count) cells; expected at most \(columns.fields.count), as many as there are headings"
            )
        }
        var builder = StatementBuilder(line: row.line)
        try builder.setMain(FieldName.text, cell(.text, row))
        try setWords(row, &builder)
        try setTexts(row, &builder)
        if columns.has(.owner) {
            let names = columns.cells(.owner, of: row).flatMap { TableWords.names($0.text) }
            try builder.set(FieldName.owners, elements: names.map(context.owner))
        }
        if columns.has(.tag) {
            let tags = columns.cells(.tag, of: row).flatMap { TableWords.names($0.text) }
            try builder.set(FieldName.tags, elements: tags.map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 })
        }
        if let heading = columns.heading(.due) {
            let day = try WrittenDay.day(cell(.due, row) ?? "", order: options.dates, line: row.line, column: heading)
            builder.set(FieldName.due, day: day)
        }
        let meeting = try meeting(row)
        if columns.has(.meeting) { builder.set(FieldName.meeting, record: meeting?.record) }
        for field in [TableField.key, .created, .author] {
            if let text = cell(field, row), !text.isEmpty { builder.origin.append(text) }
        }
        let entry = try builder.statement(id(row), .entry, in: context)
        guard let meeting, meetings.insert(meeting.record).inserted else { return [.statement(entry, line: row.line)] }
        return [.statement(meeting, line: row.line), .statement(entry, line: row.line)]
    }

    private mutating func setWords(_ row: TableRow, _ builder: inout StatementBuilder) throws(ImportProblem) {
        var kind = context.kind
        if let word = cell(.kind, row), !word.isEmpty {
            if let known = TableWords.kind(word) { kind = known } else { note("kind", word, kind.rawValue) }
        }
        try builder.set(FieldName.kind, kind.rawValue)
        if columns.has(.status) {
            let word = cell(.status, row) ?? ""
            let status = TableWords.status(word)
            if status == nil { note("status", word, EntryStatus.open.rawValue) }
            try builder.set(FieldName.status, (status ?? .open).rawValue)
        } else if columns.has(.done) {
            let word = cell(.done, row) ?? ""
            // A day in this column is the day on which it was done.
            let isDone = TableWords.isDone(word) ?? (word.contains { $0.isNumber } ? true : nil)
            if isDone == nil { note("done", word, "no") }
            try builder.set(FieldName.status, (isDone == true ? EntryStatus.done : .open).rawValue)
        }
        if columns.has(.priority) {
            try builder.set(FieldName.priority, TableWords.priority(cell(.priority, row) ?? ""))
        }
    }

    private func setTexts(_ row: TableRow, _ builder: inout StatementBuilder) throws(ImportProblem) {
        let texts: [(TableField, CellName)] = [
            (.customer, FieldName.customer), (.product, FieldName.product), (.site, FieldName.site),
            (.topic, FieldName.topic),
        ]
        for (field, name) in texts where columns.has(field) { try builder.set(name, cell(field, row)) }
        guard columns.has(.details) else { return }
        let details = columns.cells(.details, of: row).filter { !$0.text.trimmed.isEmpty }
        let several = columns.fields.count { $0 == .details } > 1
        try builder.set(
            FieldName.details,
            details.map { several ? $0.heading + ": " + $0.text.trimmed : $0.text.trimmed }.joined(separator: "\n\n"))
    }

    /// The meeting that a row names, under the id that its minutes would give it.
    private func meeting(_ row: TableRow) throws(ImportProblem) -> FileStatement? {
        guard let title = cell(.meeting, row), !title.isEmpty else { return nil }
        var builder = StatementBuilder(line: row.line)
        try builder.setMain(FieldName.title, title)
        var day: CivilDate?
        if let heading = columns.heading(.meetingDay) {
            day = try WrittenDay.day(
                cell(.meetingDay, row) ?? "", order: options.dates, line: row.line, column: heading)
            builder.set(FieldName.day, day: day)
        }
        let content = [Names.folded(title), day?.text ?? ""] + (day == nil ? [listName] : [])
        let id = RecordID(derivedFrom: content, .minutesMeeting, hash: context.hash)
        return try builder.statement(id, .meeting, in: context)
    }

    private mutating func id(_ row: TableRow) -> RecordID {
        if let key = cell(.key, row), !key.isEmpty {
            if let id = RecordID(key) { return id }
            return options.keysAreGlobal
                ? RecordID(derivedFrom: [key], .issueKey, hash: context.hash)
                : RecordID(derivedFrom: [listName, key], .tableKey, hash: context.hash)
        }
        let content = [TableField.text, .customer, .product, .site, .meeting, .meetingDay, .created]
        return ids.next(content.map { cell($0, row) ?? "" })
    }

    private var listName: String { options.list ?? context.file.name }

    /// Without white space around it; nil where the table has no such column.
    private func cell(_ field: TableField, _ row: TableRow) -> String? {
        columns.cell(field, of: row)?.trimmed
    }

    private mutating func note(_ what: String, _ word: String, _ meaning: String) {
        let words = "\"\(String(word.prefix(60)).visible)\" is no \(what) that is known and was taken as \(meaning)"
        guard unknown.count < 1000 || unknown[words] != nil else { return }
        unknown[words, default: 0] += 1
    }
}
