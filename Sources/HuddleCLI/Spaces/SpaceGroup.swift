import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// The logs on this machine, one for each team.
struct SpaceGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "space",
        abstract: "List the teams' logs on this machine, and choose the one to work in.",
        discussion: HelpText.discussion(
            "Each team that you join has a log of its own. Every other command works in the one that is in use.",
            examples: [
                "huddle space list",
                "huddle space use \"Acme team\"",
            ]),
        subcommands: [SpaceList.self, SpaceUse.self],
        defaultSubcommand: SpaceList.self)
}

/// Lists the logs on this machine.
struct SpaceList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the logs on this machine.",
        discussion: HelpText.discussion(
            "",
            examples: [
                "huddle space list",
                "huddle space list --json",
            ]))

    @OptionGroup var global: GlobalOptions

    func run(in environment: CommandEnvironment) throws {
        let logs = try global.home(in: environment).logs()
        if global.json {
            return try environment.printJSON { json in
                json.array { json in
                    for log in logs { log.write(to: &json) }
                }
            }
        }
        guard !logs.isEmpty else {
            return environment.say("There is no log here yet: `huddle init`, or `huddle join LINK`.")
        }
        var table = TextTable(["", "id", "space", "server", "to sync"], flexible: 2, expendable: [3])
        for (log, shortID) in zip(logs, LogChoice.choice(among: logs).shortIDs) {
            table.add([
                TextTable.Cell(log.isInUse ? "*" : "", .bold), TextTable.Cell(shortID, .bold),
                TextTable.Cell(log.name.visible), TextTable.Cell((log.server ?? "none").visible, .dim),
                TextTable.Cell(log.fault?.visible ?? (log.toSync == 0 ? "" : String(log.toSync))),
            ])
        }
        try environment.output.write(table.text(columns: environment.output.columns, style: environment.style))
    }
}

/// Puts another log in use.
struct SpaceUse: Command {
    static let configuration = CommandConfiguration(
        commandName: "use",
        abstract: "Work in another of the logs on this machine.",
        discussion: HelpText.discussion(
            "",
            examples: [
                "huddle space use \"Acme team\"",
                "huddle space use fkmd",
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The log, by its space's name or its id.")
    var space: String

    func run(in environment: CommandEnvironment) throws {
        let home = try global.home(in: environment)
        let logs = try home.logs()
        let chosen = logs[try LogChoice.choice(among: logs).find(space)]
        try home.use(chosen)
        if global.json { return try environment.printJSON { chosen.write(to: &$0) } }
        try environment.output.line("Now in \(chosen.name.visible).")
    }
}

enum LogChoice {
    static func choice(among logs: [LogOnDisk]) -> Choice {
        Choice(logs.map { (id: $0.id, name: $0.name) }, "log", "space list")
    }
}

extension LogOnDisk {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id.text)
            json.member("space", space?.text)
            json.member("name", name)
            json.member("server", server)
            json.member("inUse", isInUse)
            json.member("notYetSynced", toSync)
            json.member("fault", fault)
        }
    }
}
