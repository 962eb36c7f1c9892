import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Sends what waits here and gets what is new.
struct Sync: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Send what you captured to the team and get what is new.",
        discussion: HelpText.discussion(
            """
            It can be broken off at any time: the next one goes on where it was. With --watch it goes on until you press \
            Ctrl-C: what others write is shown as it happens, what you capture elsewhere on this machine is sent, and \
            a network that is away is waited for.
            """,
            examples: [
                "huddle sync",
                "huddle sync --watch",
            ]))

    @OptionGroup var global: GlobalOptions

    @Flag(help: "Stay, send and receive as things are written, and show what arrives. With --json, an object a line.")
    var watch = false

    var printing: Printing { watch ? .conversation : .confirmation }

    func run(in environment: CommandEnvironment) async throws {
        let home = try global.home(in: environment)
        let log = try global.writableLog(in: environment)
        guard let access = try home.server() else { throw HomeError.notJoined }
        if watch { return try await keepWatching(log, access, environment) }
        let progress = SyncProgress(environment)
        async let _: Void = progress.tellOfWait(for: access.url)
        let summary: SyncSummary
        do {
            summary = try await environment.network.connect(access, try log.state().space) { transport in
                let engine = SyncEngine(store: log.store, transport: transport, host: log.host)
                return try await engine.sync(
                    progress: { progress.show($0) }, waiting: { progress.show(waiting: $0) })
            }
        } catch {
            progress.end()
            throw error
        }
        progress.end()
        try home.noteBackgroundSync(failure: nil)
        let report = try SyncReport(summary, log)
        if global.json {
            try environment.printJSON { report.write(to: &$0) }
        } else {
            try environment.output.line(report.line)
        }
        let isUnfinished = summary.heldUp != nil || summary.refused > 0
        for remark in report.remarks { isUnfinished ? environment.complain(remark) : environment.say(remark) }
        if summary.heldUp != nil { throw Unfinished(exitCode: .unavailable) }
        if summary.refused > 0 { throw Unfinished(exitCode: .failure) }
    }

    private func keepWatching(
        _ log: HuddleLog, _ access: ServerAccess, _ environment: CommandEnvironment
    ) async throws {
        let report = WatchReport(log: log, isJSON: global.json, environment: environment)
        _ = try await environment.network.connect(access, try log.state().space) { line in
            try await Watch(log: log, line: line, pause: environment.network.pause).run { try report.show($0) }
            return SyncSummary()
        }
    }
}
