import ArgumentParser
import Foundation
import HuddleClient
import HuddleCore
import HuddleStore

/// Starts a sync beside a capture, where the settings want one and there is a server to sync with. Nothing waits for it.
package enum BackgroundSync {
    /// Starts the other process: this program again, in a session of its own, with nothing to read from or write to.
    package typealias Start = @Sendable (_ arguments: [String]) -> Void

    static func start(_ home: Home, in environment: CommandEnvironment) {
        guard let start = environment.background, environment.isOn(.syncAfterCapture),
            (try? home.server()) != nil
        else { return }
        start([SyncBeside._commandName, "--home", home.path])
    }
}

/// The process that is started: one sync, with what went wrong kept for `huddle status`.
///
/// One at a time syncs and one waits, which also sends what was captured since the first looked; whoever comes after that is not
/// needed.
struct SyncBeside: NetworkCommand {
    /// However slow the network is, it ends after this. Ended at any moment, the next sync goes on where it was.
    private static let seconds: UInt32 = 300

    static let configuration = CommandConfiguration(
        commandName: "sync-beside",
        abstract: "Sync once, beside whatever else runs.",
        discussion: HelpText.discussion(
            "The setting sync.after-capture starts it.",
            examples: [
                "huddle sync-beside",
                "huddle sync-beside --json",
            ]),
        shouldDisplay: false)

    @OptionGroup var global: GlobalOptions

    func run(in environment: CommandEnvironment) async throws {
        alarm(Self.seconds)
        let home = try global.home(in: environment)
        guard let waiting = try home.turnToWait() else { return }
        let running = try home.turnToSync()
        defer { running?.end() }
        waiting.end()
        do {
            try await sync(home, environment)
            try home.noteBackgroundSync(failure: nil)
        } catch let error as any Reported {
            try home.noteBackgroundSync(failure: error.description)
            throw error
        }
    }

    private func sync(_ home: Home, _ environment: CommandEnvironment) async throws {
        let log = try global.writableLog(in: environment)
        guard let access = try home.server() else { throw HomeError.notJoined }
        _ = try await environment.network.connect(access, try log.state().space) { transport in
            try await SyncEngine(store: log.store, transport: transport, host: log.host).sync()
        }
    }
}
