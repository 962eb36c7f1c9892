import HuddleCore
import HuddleStore
import Logging
import ServiceLifecycle

/// What a running server does by itself now and then: heartbeats for those who listen, ending the streams of those whose
/// rights a command beside it took back, closing logs that nobody uses, and taking the logs of deleted spaces off the disk once
/// their time is over.
/// When the server is told to stop, it ends the streams of events, which would keep it waiting.
struct Housekeeping: Service {
    let events: EventHub
    let spaces: Spaces
    let purge: Purge
    let workers: Workers
    let manager: ServiceManager
    let logger: Logger

    func run() async throws {
        await withGracefulShutdownHandler {
            let clock = ContinuousClock()
            var nextPurge = clock.now
            var nextBeat = clock.now.advanced(by: .seconds(Limits.heartbeatSeconds))
            while !Task.isShuttingDownGracefully {
                try? await cancelWhenGracefulShutdown {
                    try await clock.sleep(for: .seconds(Limits.rightsCheckSeconds))
                }
                await checkRights()
                if clock.now >= nextPurge {
                    nextPurge = clock.now.advanced(by: .seconds(Limits.purgeSeconds))
                    await purgeWhatIsDue()
                }
                guard clock.now >= nextBeat else { continue }
                nextBeat = clock.now.advanced(by: .seconds(Limits.heartbeatSeconds))
                events.beat()
                try? await workers.run { [spaces] in spaces.closeUnused() }
            }
        } onGracefulShutdown: {
            manager.stopping()
            events.finish()
        }
    }

    /// What fails now is made up for by the next time.
    private func purgeWhatIsDue() async {
        do {
            for space in try await workers.run({ [purge] in try purge.whatIsDue() }) {
                logger.info("a deleted space's log is gone", metadata: ["space": "\(space.id.text)"])
            }
        } catch is CancellationError {
            return
        } catch {
            logger.error("cannot take a deleted space's log away", metadata: ["error": "\(error)"])
        }
    }

    private func checkRights() async {
        do {
            try await workers.run { [events] in try events.lookForChangedRights() }
            manager.alive()
        } catch is CancellationError {
            return
        } catch {
            logger.error("cannot look for rights that were taken back", metadata: ["error": "\(error)"])
        }
    }
}
