import HuddleCore
import Logging
import ServiceLifecycle

/// What a running server does by itself now and then: heartbeats for those who listen, ending the streams of those whose
/// rights a command beside it took back, and closing logs that nobody uses.
/// When the server is told to stop, it ends the streams of events, which would keep it waiting.
struct Housekeeping: Service {
    let events: EventHub
    let spaces: Spaces
    let workers: Workers
    let logger: Logger

    func run() async throws {
        await withGracefulShutdownHandler {
            let clock = ContinuousClock()
            var nextBeat = clock.now.advanced(by: .seconds(Limits.heartbeatSeconds))
            while !Task.isShuttingDownGracefully {
                try? await cancelWhenGracefulShutdown {
                    try await clock.sleep(for: .seconds(Limits.rightsCheckSeconds))
                }
                await checkRights()
                guard clock.now >= nextBeat else { continue }
                nextBeat = clock.now.advanced(by: .seconds(Limits.heartbeatSeconds))
                events.beat()
                try? await workers.run { [spaces] in spaces.closeUnused() }
            }
        } onGracefulShutdown: {
            events.finish()
        }
    }

    private func checkRights() async {
        do {
            try await workers.run { [events] in try events.lookForChangedRights() }
        } catch is CancellationError {
            return
        } catch {
            logger.error("cannot look for rights that were taken back", metadata: ["error": "\(error)"])
        }
    }
}
