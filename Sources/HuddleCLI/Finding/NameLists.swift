import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// The people of the log, with what they take care of.
struct People: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "people",
        abstract: "List people, with how many entries they take care of.",
        discussion: HelpText.discussion("", examples: ["huddle people", "huddle list --owner maria --status open"]))

    @OptionGroup var global: GlobalOptions

    func run(in environment: CommandEnvironment) throws {
        let log = try global.log(in: environment)
        let departments = try log.people().map { (name: $0.name, note: $0.department ?? "") }
        try NameTable(
            counts: try log.names(in: .owner), known: departments, noteHeading: "department"
        ).print(heading: "name", empty: "Nobody is known here yet.", asJSON: global.json, environment)
    }
}

/// The customers that entries name.
struct Customers: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "customers",
        abstract: "List customers, with how many entries are about them.",
        discussion: HelpText.discussion("", examples: ["huddle customers", "huddle list --customer Acme"]))

    @OptionGroup var global: GlobalOptions

    func run(in environment: CommandEnvironment) throws {
        try NameTable(counts: try global.log(in: environment).names(in: .customer)).print(
            heading: "customer", empty: "No entry names a customer yet.", asJSON: global.json, environment)
    }
}

/// The tags on entries.
struct Tags: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "tags",
        abstract: "List tags, with how many entries carry them.",
        discussion: HelpText.discussion("", examples: ["huddle tags", "huddle list --tag quality"]))

    @OptionGroup var global: GlobalOptions

    func run(in environment: CommandEnvironment) throws {
        try NameTable(counts: try global.log(in: environment).names(in: .tag)).print(
            heading: "tag", empty: "No entry carries a tag yet.", asJSON: global.json, environment)
    }
}

/// Names with their counts, the busiest first. Spellings that differ in case or spaces count as one.
struct NameTable {
    private struct Row {
        var name: String
        /// How often this spelling is used.
        var uses: Int
        var total: Int
        var open: Int
        var note: String
    }

    private let rows: [Row]
    private let noteHeading: String?

    init(counts: [NameCount], known: [(name: String, note: String)] = [], noteHeading: String? = nil) {
        var rows: [String: Row] = [:]
        for (name, note) in known {
            rows[Names.folded(name)] = Row(name: name, uses: .max, total: 0, open: 0, note: note)
        }
        for count in counts {
            let key = Names.folded(count.name)
            var row = rows[key] ?? Row(name: count.name, uses: 0, total: 0, open: 0, note: "")
            if count.total > row.uses { (row.name, row.uses) = (count.name, count.total) }
            row.total += count.total
            row.open += count.open
            rows[key] = row
        }
        self.rows = rows.values.sorted { ($0.open, $0.total, $1.name) > ($1.open, $1.total, $0.name) }
        self.noteHeading = noteHeading
    }

    func print(heading: String, empty: String, asJSON: Bool, _ environment: CommandEnvironment) throws {
        if asJSON { return try environment.printJSON { write(to: &$0) } }
        guard !rows.isEmpty else { return environment.say(empty) }
        var table = TextTable([heading, "open", "all", noteHeading ?? ""], flexible: 0)
        for row in rows {
            table.add([
                TextTable.Cell(row.name.visible), TextTable.Cell(String(row.open), isNumber: true),
                TextTable.Cell(String(row.total), .dim, isNumber: true), TextTable.Cell(row.note.visible, .dim),
            ])
        }
        try environment.output.write(table.text(columns: environment.output.columns, style: environment.style))
    }

    private func write(to json: inout JSONWriter) {
        json.array { json in
            for row in rows {
                json.object { json in
                    json.member("name", row.name)
                    json.member("open", row.open)
                    json.member("all", row.total)
                    if let noteHeading { json.member(noteHeading, row.note.isEmpty ? nil : row.note) }
                }
            }
        }
    }
}
