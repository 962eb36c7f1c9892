import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats

/// Lists the filters that have names.
struct FilterList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the filters that have names.",
        discussion: HelpText.discussion(
            "",
            examples: [
                "huddle filter list",
                "huddle filter list --json",
            ]))

    @OptionGroup var global: GlobalOptions

    func run(in environment: CommandEnvironment) throws {
        let filters = try global.home(in: environment).filters().sorted { $0.key < $1.key }
        if global.json {
            return try environment.printJSON { json in
                json.array { json in
                    for (name, words) in filters { FilterText.write(name, words, to: &json) }
                }
            }
        }
        guard !filters.isEmpty else {
            return environment.say("No filter has a name yet: `huddle filter save mine --owner me` gives one.")
        }
        var table = TextTable(["name", "filter"], flexible: 1)
        for (name, words) in filters {
            table.add([TextTable.Cell(name.visible, .bold), TextTable.Cell(FilterText.line(words))])
        }
        try environment.output.write(table.text(columns: environment.output.columns, style: environment.style))
    }
}
