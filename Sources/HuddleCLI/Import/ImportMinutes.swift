import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats

/// Takes meetings and their actions from files of minutes.
struct ImportMinutes: Command {
    static let configuration = CommandConfiguration(
        commandName: "minutes",
        abstract: "Take the meeting and its actions from minutes in Markdown.",
        discussion: HelpText.discussion(
            """
            Taken are lines that are marked: Action:, AI:, TODO:, boxes to tick, lists under "Action items". A file that was \
            imported before, here or by someone else, doubles nothing; what changed in it since changes here. A bad file is named and left \
            out; the others go in.

            --guess also takes sentences such as "Michael will take the action to …" and "we agreed that …", which it tags \
            guessed: look them over with `huddle list --tag guessed`, and take the tag off what is right.
            """,
            examples: [
                "huddle import minutes 2026-11-20.md --dry-run --verbose",
                "huddle import minutes minutes/*.md",
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("The files.", valueName: "file"))
    var files: [String]

    @Flag(name: .customLong("dry-run"), help: "Show what would be taken and save nothing.")
    var isDryRun = false

    @Flag(name: .customLong("verbose"), help: "Name each action, and each line that was skipped with the reason.")
    var isVerbose = false

    @Flag(name: .customLong("guess"), help: "Also take what sentences probably say, tagged guessed.")
    var isGuessing = false

    @Flag(name: .customLong("undelete"), help: "Bring back what was imported before and deleted here.")
    var isUndeleting = false

    @Option(help: ArgumentHelp("utf-8, utf-16le, utf-16be or windows-1252; found out unless said.", valueName: "name"))
    var encoding: String?

    func run(in environment: CommandEnvironment) throws {
        let log = try isDryRun ? global.log(in: environment) : global.writableLog(in: environment)
        let reader = MinutesReader(isGuessing: isGuessing, encoding: try ImportOptions.encoding(encoding))
        var importer = MinutesImporter(log: log, reader: reader, isDryRun: isDryRun, isUndeleting: isUndeleting)
        var reports: [MinutesReport] = []
        var failure: ExitCode?
        for file in files {
            do {
                let report = try importer.take(file)
                if !global.json { try environment.output.write(report.text(isVerbose: isVerbose, isDryRun: isDryRun)) }
                reports.append(report)
            } catch let error as OutputError {
                throw error
            } catch let error as any Reported where error.isAboutOneFile {
                let code = FailurePresenter(environment).present(error, at: .root)
                failure = failure ?? code
            }
        }
        try printEnd(reports, environment)
        if let failure { throw Unfinished(exitCode: failure) }
    }

    private func printEnd(_ reports: [MinutesReport], _ environment: CommandEnvironment) throws {
        if global.json {
            return try environment.printJSON { json in
                json.array { json in
                    for report in reports { report.write(to: &json) }
                }
            }
        }
        if reports.count > 1 { try environment.output.line(MinutesReport.total(reports)) }
        if isDryRun { environment.say("Nothing was saved: this was a dry run.") }
        if !isVerbose, reports.contains(where: { !$0.minutes.skipped.isEmpty }) {
            environment.say("--verbose says which lines were skipped and why.")
        }
    }
}
