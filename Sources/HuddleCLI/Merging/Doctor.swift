import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Checks the log, and mends what can be mended.
struct Doctor: Command {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check this log, and mend what can be mended.",
        discussion: HelpText.discussion(
            """
            Checked are the files and who may read them, every change, every record against its changes, the search, the chain \
            of the team's log, and the clock. The exit code is 0 when all is sound and 1 when something was found. --salvage \
            takes what can still be read of a damaged log to a new folder; the damaged one is not written to.
            """,
            examples: [
                "huddle doctor",
                "huddle doctor --salvage /media/stick/huddle",
            ]))

    @OptionGroup var global: GlobalOptions

    var printing: Printing { .answer }

    @Flag(help: "Write everything anew that can be derived from the changes.")
    var rebuild = false

    @Flag(help: "Take the right to read the log's files from others than you.")
    var fix = false

    @Option(help: ArgumentHelp("Save what can still be read to a new log in this folder.", valueName: "folder"))
    var salvage: String?

    func run(in environment: CommandEnvironment) throws {
        if let salvage {
            return try SalvageReport.run(from: try global.home(in: environment), to: salvage, global, environment)
        }
        let home = try global.home(in: environment)
        let loose = try home.looseFiles()
        if fix { try home.tighten(loose) }
        let report = DoctorReport(
            loose: loose, areFixed: fix, wasRebuildAsked: rebuild,
            checkUp: Result { try home.log().checkUp(rebuild: rebuild) })
        // What is no damage, such as a missing log or a full disk, is told as everywhere.
        if case .failure(let error) = report.checkUp, !DoctorReport.isDamage(error) { throw error }
        if global.json {
            try environment.printJSON { report.write(to: &$0) }
        } else {
            try environment.printSheet(report.text(in: environment))
        }
        if !report.isSound { throw Unfinished(exitCode: .failure) }
    }
}
