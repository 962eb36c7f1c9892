import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Sends what waits here and gets what is new.
struct Sync: NetworkCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send what you captured to the team and get what is new.",
        discussion: HelpText.discussion(
            """
            It can be broken off at any time: the next one goes on where it was.
            """,
            examples: [
                "huddle sync",
                "huddle sync --json",
            ]))

    @OptionGroup var global: GlobalOptions

    func run(in environment: CommandEnvironment) async throws {
        let home = try global.home(in: environment)
        let log = try global.writableLog(in: environment)
        guard let access = try home.server() else { throw HomeError.notJoined }
        let progress = SyncProgress(environment)
        let summary: SyncSummary
        do {
            summary = try await environment.network.connect(access, try log.state().space) { transport in
                let engine = SyncEngine(store: log.store, transport: transport, host: log.host)
                return try await engine.sync { progress.show($0) }
            }
        } catch {
            progress.end()
            throw error
        }
        progress.end()
        let report = try SyncReport(summary, log)
        if global.json {
            try environment.printJSON { report.write(to: &$0) }
        } else {
            try environment.output.line(report.line)
        }
        for remark in report.remarks { environment.say(remark) }
        if summary.refused > 0 { throw Unfinished(exitCode: .failure) }
    }
}
