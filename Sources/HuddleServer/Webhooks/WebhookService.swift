import HuddleCore
import HuddleStore
import Logging
import ServiceLifecycle
import Synchronization

/// Sends to webhooks what they are to be told, for as long as the server runs.
///
/// Targets are called at the same time, `Limits.webhooksAtOnce` of them, each with one delivery after the other. A server that is
/// told to stop lets those that are on their way end, and begins no new one: each is over within `Limits.webhookSeconds`.
struct WebhookService: Service {
    let queue: WebhookQueue
    let poster: any WebhookPoster
    let bell: WebhookBell
    let workers: Workers
    let metrics: Metrics
    let logger: Logger

    func run() async throws {
        let busy = Busy()
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                group.addTask { await tick() }
                bell.ring()
                for await _ in bell.rings {
                    for webhook in await round() where busy.begin(webhook) {
                        group.addTask {
                            await drain(webhook)
                            busy.end(webhook)
                            bell.ring()
                        }
                    }
                }
            }
        } onGracefulShutdown: {
            bell.stop()
        }
    }

    /// Rings now and then: for tries that have become due, and for what a command beside the server changed.
    private func tick() async {
        let clock = ContinuousClock()
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            try? await cancelWhenGracefulShutdown { try await clock.sleep(for: .seconds(1)) }
            bell.ring()
        }
    }

    /// Reads what the logs got.
    ///
    /// - Returns: Whom something is to be sent to now.
    private func round() async -> [RecordID] {
        do {
            return try await workers.run { [queue, bell, logger] in
                bell.watch(try queue.watched())
                let grown = bell.takeGrown()
                do {
                    let unfinished = try queue.gather(in: grown) { webhook, error in
                        logger.error(
                            "cannot read a log for a webhook",
                            metadata: ["webhook": "\(webhook.text)", "error": "\(error)"])
                    }
                    bell.keep(unfinished)
                } catch {
                    bell.keep(grown)
                    throw error
                }
                return try queue.due()
            }
        } catch is CancellationError {
            return []
        } catch {
            logger.error("cannot look for what webhooks are to be told", metadata: ["error": "\(error)"])
            return []
        }
    }

    /// Sends one delivery after the other to one webhook, until nothing is due or the server stops.
    private func drain(_ webhook: RecordID) async {
        do {
            while !Task.isShuttingDownGracefully, !Task.isCancelled,
                let errand = try await workers.run({ [queue] in try queue.next(to: webhook) })
            {
                let outcome = await outcome(of: errand)
                let delivery = try await workers.run { [queue] in try queue.note(outcome, of: errand) }
                report(outcome, delivery, of: errand)
            }
        } catch is CancellationError {
            return
        } catch {
            // It is due still, and tried once the storage takes something again.
            logger.error(
                "cannot send to a webhook", metadata: ["webhook": "\(webhook.text)", "error": "\(error)"])
        }
    }

    private func outcome(of errand: WebhookErrand) async -> DeliveryOutcome {
        switch errand.step {
        case .over(let outcome): outcome
        case .post(let message, let target): await poster.post(message, to: target)
        }
    }

    /// Neither the address's path nor what was sent or answered gets into the log.
    private func report(_ outcome: DeliveryOutcome, _ delivery: WebhookDelivery?, of errand: WebhookErrand) {
        metrics.told(outcome, delivery)
        guard let delivery, delivery.state == .waiting || delivery.state == .givenUp else { return }
        logger.warning(
            delivery.state == .givenUp ? "a webhook's delivery is given up" : "a webhook's delivery failed",
            metadata: [
                "webhook": "\(errand.webhook.id.text)", "delivery": "\(delivery.id.text)", "tries": "\(delivery.tries)",
                "status": "\(delivery.status.map { "\($0)" } ?? "none")",
            ])
    }
}

/// The webhooks that something is being sent to.
private final class Busy: Sendable {
    private let webhooks = Mutex(Set<RecordID>())

    /// False where it is busy already, or as many are as may be.
    func begin(_ webhook: RecordID) -> Bool {
        webhooks.withLock { $0.count < Limits.webhooksAtOnce && $0.insert(webhook).inserted }
    }

    func end(_ webhook: RecordID) {
        webhooks.withLock { _ = $0.remove(webhook) }
    }
}
