import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Decides a conflict.
struct Resolve: Command {
    /// More than this at once is asked about.
    static let decidedUnasked = 10

    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Decide what `huddle conflicts` shows.",
        discussion: HelpText.discussion(
            """
            What you keep goes to your team with the next sync; what you do not keep stays in `huddle history`. FIELD is needed \
            only where more than one is in conflict.
            """,
            examples: [
                "huddle resolve fkmd --keep theirs",
                "huddle resolve --all --keep latest",
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The letters in front of it in a list.")
    var id: String?

    @Argument(help: "The field to decide, such as text or due.")
    var field: String?

    @Option(help: ArgumentHelp("mine, theirs, latest, or a number that `huddle conflicts` shows.", valueName: "which"))
    var keep: String?

    @Option(help: "What it is to say instead.")
    var text: TypedText?

    @Flag(help: "Write what it is to say in your editor, with all values at hand.")
    var edit = false

    @Flag(help: "Decide every conflict.")
    var all = false

    @Flag(help: "Do not ask before many are decided.")
    var yes = false

    func run(in environment: CommandEnvironment) throws {
        guard [keep != nil, text != nil, edit].filter({ $0 }).count == 1, all == (id == nil), !all || keep != nil else {
            throw UsageError.unclearResolve
        }
        let keep = try keep.map { try Words.resolution($0) }
        let log = try global.writableLog(in: environment)
        if all, let keep { return try resolveAll(keep, log, environment) }
        let found = try log.find(id ?? "")
        if found.projection.conflicts.isEmpty, found.projection.presence == .editedWhileDeleted, field == nil {
            throw UsageError.neitherKeptNorDeleted(found.shortID)
        }
        let name = try field.map { try FieldWord.name($0, of: found.projection.id, in: log) }
        // Before the field is read: what is written to the record from now on, who edits has not seen.
        let seen = try log.record(found.projection.id)
        let field = try log.fieldToDecide(of: found.projection.id, name)
        guard let resolution = keep ?? text.map({ .text($0.text) }) else {
            return try decideInEditor(found, field, seen: seen, log, environment)
        }
        try decide(found, field.name, resolution, log, environment)
    }

    /// - Parameter seen: The record as the user saw it, where that is a while ago.
    private func decide(
        _ found: StoredProjection, _ field: CellName, _ resolution: Resolution, seen: Record? = nil, _ log: HuddleLog,
        _ environment: CommandEnvironment
    ) throws {
        let id = found.projection.id
        var resolution = resolution
        if case .text(let text) = resolution {
            resolution = .text(try FieldWord.checked(text, for: field, environment))
        }
        let decided = try log.resolve(id, field, keeping: resolution, seen: seen)
        environment.say("\(decided.field) says now: \(decided.value)")
        try environment.printRecord(id, in: log, asJSON: global.json)
        try environment.tellOfUnseen(id, since: seen, in: log)
    }

    private func resolveAll(_ keep: Resolution, _ log: HuddleLog, _ environment: CommandEnvironment) throws {
        if case .number = keep { throw UsageError.unclearResolve }
        let count = try log.conflicts().reduce(0) { $0 + $1.fields.count }
        if count > Self.decidedUnasked, !yes {
            let refusal = MergingError.notConfirmed(conflicts: count)
            guard environment.confirms(refusal.question) == true else { throw refusal }
        }
        let (decided, left) = try log.resolveAll(keeping: keep, mineOnly: false)
        if global.json {
            try environment.printJSON { json in
                json.object { json in
                    json.member("decided", decided)
                    json.member("left", left)
                }
            }
        } else {
            try environment.output.line(
                decided == 0 ? "Nothing was decided." : "Decided \(Plural.text(decided, "conflict")).")
        }
        if left > 0 {
            environment.say(
                "\(Plural.text(left, "conflict")) left, because that names no single value of them: see `huddle conflicts`."
            )
            throw Unfinished(exitCode: .failure)
        }
    }

    private func decideInEditor(
        _ found: StoredProjection, _ field: FieldHistory, seen: Record?, _ log: HuddleLog,
        _ environment: CommandEnvironment
    ) throws {
        guard field.open.allSatisfy({ $0.value.text != nil || $0.value == .none }) else {
            throw ResolveError.notText(field: field.words)
        }
        let page = EditorPage(field, of: found.shortID, environment)
        try TextEditor(try global.home(in: environment), environment).edit(page.contents) { file in
            guard let text = page.edited(file) else { return environment.say("Nothing was changed.") }
            try decide(found, field.name, .text(text), seen: seen, log, environment)
        }
    }
}
