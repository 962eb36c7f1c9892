import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore
import HuddleWire

/// Merges a file into the log.
struct BundleRead: Command {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Merge a bundle into this log, whole or not at all.",
        discussion: HelpText.discussion(
            """
            What is here already changes nothing, so the same file may be read twice. Where there is no log yet, --name starts \
            one in the bundle's team. --adopt makes a log of your own, which never joined a server, part of that team.
            """,
            examples: [
                "huddle bundle read team.huddle",
                #"huddle bundle read team.huddle --name "Jo Weber" --department sales"#,
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "A file that `huddle bundle write` wrote.")
    var file: String

    @Option(help: "Your full name, where this starts a log.")
    var name: TypedText?

    @Option(help: "Where you work, where this starts a log.")
    var department: TypedText?

    @Flag(help: "Make this log part of the bundle's team.")
    var adopt = false

    func run(in environment: CommandEnvironment) throws {
        let bundle = try readFile()
        let checked = try CheckedBundle(bundle, hash: environment.host.hash)
        let home = try global.home(in: environment)
        let (log, summary) = try home.hasLog ? merge(checked, home, environment) : start(checked, home, environment)
        try report(summary, of: bundle, log, environment)
    }

    private func merge(
        _ checked: CheckedBundle, _ home: Home, _ environment: CommandEnvironment
    ) throws -> (HuddleLog, MergeSummary) {
        let log = try global.writableLog(in: environment)
        if adopt, try home.server() != nil, try log.state().space != checked.bundle.space {
            throw BundleReadError.hasServer
        }
        let summary = try log.merge(checked, adopting: adopt)
        // A start that was cut short.
        if let name = name?.text.trimmed, try log.me() == nil { try log.setMe(name: name, department: department.text) }
        return (log, summary)
    }

    private func start(
        _ checked: CheckedBundle, _ home: Home, _ environment: CommandEnvironment
    ) throws -> (HuddleLog, MergeSummary) {
        guard let name = (name.text ?? environment.value(of: .name))?.trimmed, !name.isEmpty else {
            throw UsageError.noName
        }
        guard name.utf8.count <= Limits.nameBytes else { throw DraftError.badElement(field: FieldName.name, name) }
        let log = try home.start(
            SpaceState(
                space: checked.bundle.space, name: checked.bundle.spaceName, replica: environment.host.newReplicaID()))
        let summary = try log.merge(checked)
        try log.setMe(name: name, department: department.text ?? environment.value(of: .department))
        environment.say("Started a log for \(name.visible) in \(home.path.visible).")
        return (log, summary)
    }

    private func readFile() throws -> ChangeBundle {
        guard let bytes = try Files.readWhole(file, limit: Limits.bundleBytes) else {
            throw UsageError.missingFile(file)
        }
        do throws(BundleError) {
            return try ChangeBundle(decoding: bytes)
        } catch {
            throw BundleReadError.refused(error)
        }
    }

    private func report(
        _ summary: MergeSummary, of bundle: ChangeBundle, _ log: HuddleLog, _ environment: CommandEnvironment
    ) throws {
        let disputed = try Disputed(summary.conflicted, commentsOn: summary.commented, in: log)
        if global.json {
            return try environment.printJSON { json in
                json.object { json in
                    json.member("changes", bundle.changes.count)
                    json.member("new", summary.merged)
                    json.member("conflicts", disputed.all)
                }
            }
        }
        let total = Plural.text(bundle.changes.count, "change")
        try environment.output.line("Read \(total) of \(bundle.spaceName.visible): \(summary.merged) new.")
        if !disputed.all.isEmpty {
            environment.say("In conflict now: \(Disputed.names(disputed.all)).")
        }
        for remark in disputed.remarks { environment.say(remark) }
    }
}
