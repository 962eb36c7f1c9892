import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleStore

/// Starts a log of one's own.
struct Init: Command {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Start a log of your own. You can join a team later; nothing is lost.",
        discussion: HelpText.discussion(
            "",
            examples: [
                #"huddle init --name "Maria Silva" --department sales"#,
                #"huddle init --name "Jonas Berg" --department production --home /media/stick/huddle"#,
            ]))

    @OptionGroup var global: GlobalOptions

    @Option(help: "Your full name, as your team knows you. (default: the setting `name`)")
    var name: TypedText?

    @Option(help: "Where you work, such as sales or production. (default: the setting `department`)")
    var department: TypedText?

    func run(in environment: CommandEnvironment) throws {
        let home = try global.home(in: environment)
        guard try !home.hasLog else { throw StoreError.exists(path: home.path) }
        guard let name = name.text ?? environment.value(of: .name) else {
            throw UsageError.missing("whose log it is", example: #"huddle init --name "Maria Silva""#)
        }
        guard !name.trimmed.isEmpty else { throw DraftError.empty(field: FieldName.name) }
        guard name.utf8.count <= Limits.nameBytes else {
            throw DraftError.badElement(field: FieldName.name, name)
        }
        let log = try home.start(HuddleLog.freshState(named: name.trimmed, host: environment.host))
        try log.setMe(name: name.trimmed, department: department.text ?? environment.value(of: .department))
        if global.json {
            let overview = try LogOverview(home, log)
            return try environment.printJSON { overview.write(to: &$0) }
        }
        try environment.output.line("Started a log for \(name.trimmed.visible) in \(home.path.visible)")
    }
}
