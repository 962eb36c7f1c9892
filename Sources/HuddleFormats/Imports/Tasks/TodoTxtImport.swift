import HuddleCore

/// Reads todo.txt: what Huddle wrote, and what others write by the format's rules and Huddle's own for captured lines.
///
/// Source: <https://github.com/todotxt/todo.txt>, "Todo.txt format rules"; `Protocol/formats.md`, "todo.txt".
package struct TodoTxtImport: ImportReader {
    private let context: ImportContext
    private var lines: LineReader
    private var ids: DerivedIDs

    package init(_ context: ImportContext) throws {
        self.context = context
        lines = try context.lines()
        ids = DerivedIDs(.todoTxt, hash: context.hash)
    }

    package mutating func next() throws -> ImportEvent? {
        while let line = try lines.next() {
            do throws(ImportProblem) {
                let text = try line.text()
                if text.allSatisfy(\.isWhitespace) { continue }
                return .statement(try statement(TodoLine(text), line.number), line: line.number)
            } catch {
                return .problem(error)
            }
        }
        return nil
    }

    private mutating func statement(_ line: TodoLine, _ number: Int) throws(ImportProblem) -> FileStatement {
        if let id = line.value(of: "huddle").flatMap({ RecordID($0) }) {
            return try HuddleTodo(line, number).statement(id, in: context)
        }
        var builder = StatementBuilder(line: number)
        let said = try said(line, number)
        try builder.setMain(FieldName.text, said.text)
        try builder.set(FieldName.kind, said.kind.rawValue)
        try builder.set(FieldName.status, (line.isDone ? EntryStatus.done : .open).rawValue)
        builder.set(FieldName.due, day: said.due)
        let letter = line.priority ?? line.value(of: "pri").flatMap { $0.count == 1 ? $0.uppercased() : nil }
        try builder.set(FieldName.priority, said.priority ?? letter.map { TodoLine.word(forPriority: $0) })
        try builder.set(FieldName.owners, elements: said.owners.map(context.owner))
        try builder.set(FieldName.tags, elements: said.tags)
        // A project that stands alone is what the task is for; in a sentence it is a word of it as well.
        try builder.set(FieldName.customer, said.customer ?? line.projects.first)
        try builder.set(FieldName.product, said.product)
        try builder.set(FieldName.site, said.site)
        if let created = line.created { builder.origin.append(created.text) }
        if let id = line.value(of: "uuid").flatMap({ RecordID($0) }) {
            return try builder.statement(id, .entry, in: context)
        }
        let id = ids.next([said.text, said.customer ?? line.projects.first ?? "", line.created?.text ?? ""])
        return try builder.statement(id, .entry, in: context)
    }

    /// What the line says by the grammar of captured lines: `@owner`, `#tag`, `customer:`, `due:`.
    private func said(_ line: TodoLine, _ number: Int) throws(ImportProblem) -> CaptureLine {
        do throws(CaptureLineError) {
            return try CaptureLine(line.body, kind: .said(context.kind), today: context.today)
        } catch {
            switch error {
            case .badDue(let words, _):
                throw ImportProblem(
                    line: number, "\"\(words.visible)\" behind due: is no day; expected one such as due:2026-12-01")
            }
        }
    }
}
