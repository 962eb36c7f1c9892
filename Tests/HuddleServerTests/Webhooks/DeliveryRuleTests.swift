import HuddleCore
import HuddleStore
import HuddleTestSupport
import Testing

/// When a delivery is tried again, and when it is given up.
@Suite struct DeliveryRuleTests {
    private static let start = WallTime(milliseconds: 1_795_250_720_000)

    /// A clock, a delivery and its webhook.
    private struct World {
        var now = DeliveryRuleTests.start
        var random = SeededRandom(seed: 1)
        var webhook: Webhook
        var delivery: WebhookDelivery

        init(isTest: Bool = false, seed: UInt64 = 1) {
            let id = RecordID(Digest128(high: 1, low: 1))
            random = SeededRandom(seed: seed)
            webhook = Webhook(
                id: id, space: id, name: "chat", url: "https://example.com/", kinds: [.promiseMade], form: .json,
                template: nil, created: now, creator: id, secret: [1], position: .start)
            let source = WebhookDelivery.Source(change: ChangeID(.zero), kind: .promiseMade, subject: id)
            delivery = WebhookDelivery(id: id, webhook: id, source: isTest ? nil : source, created: now, due: now)
        }

        mutating func `try`(_ outcome: DeliveryOutcome) {
            DeliveryRule.apply(outcome, to: &delivery, of: &webhook, at: now, random: random.next())
        }

        /// Fails until it is over, each time when it is due. The waits in between.
        mutating func failToTheEnd(_ outcome: DeliveryOutcome) -> [Int64] {
            var waits: [Int64] = []
            while delivery.state == .waiting, waits.count < 100 {
                `try`(outcome)
                guard delivery.state == .waiting else { break }
                waits.append(delivery.due.milliseconds - now.milliseconds)
                now = delivery.due
            }
            return waits
        }
    }

    @Test(arguments: [200, 201, 202, 204, 299])
    func whatIsTakenIsDelivered(status: Int) {
        var world = World()
        world.try(.unreachable("no connection"))
        #expect(world.webhook.state.failing == Self.start)
        world.try(.answered(status: status, excerpt: "ok", retryAfterSeconds: nil))
        #expect(world.delivery.state == .delivered && world.delivery.tries == 2 && world.delivery.status == status)
        #expect(world.webhook.state == Webhook.State())
    }

    @Test(arguments: [
        DeliveryOutcome.unreachable("no connection"), .refused("10.0.0.1 is a private address"),
        .answered(status: 500, excerpt: "oops", retryAfterSeconds: nil),
        .answered(status: 404, excerpt: "", retryAfterSeconds: nil),
        .answered(status: 302, excerpt: "", retryAfterSeconds: nil),
    ])
    func whatFailsIsTriedAgainWithLongerWaitsAndGivenUpInTheEnd(_ outcome: DeliveryOutcome) {
        for seed: UInt64 in 0..<50 {
            var world = World(seed: seed)
            let waits = world.failToTheEnd(outcome)
            #expect(world.delivery.state == .givenUp, "seed \(seed)")
            #expect(world.delivery.tries == waits.count + 1 && world.delivery.tries <= Limits.webhookTries)
            #expect(world.delivery.tries >= 8, "seed \(seed): it tries for long enough")
            let hours = (world.now.milliseconds - Self.start.milliseconds) / 3_600_000
            #expect((24...Limits.webhookGiveUpHours).contains(hours), "seed \(seed): \(hours) hours")
            for (number, wait) in waits.enumerated() {
                let middle = DeliveryRule.wait(afterTries: number + 1, random: 0) * 4 / 3
                #expect(abs(wait - middle) <= middle / 4 + 1, "seed \(seed), try \(number + 1): \(wait) ms")
            }
            #expect(world.webhook.state.failing == Self.start && world.webhook.state.disabled == nil)
        }
    }

    @Test func waitsAreSpreadAndHaveAnEnd() {
        var random = SeededRandom(seed: 7)
        let waits = Set((0..<100).map { _ in DeliveryRule.wait(afterTries: 3, random: random.next()) })
        #expect(waits.count > 90)
        #expect(waits.allSatisfy { (60_000...100_000).contains($0) })
        for tries in 1...200 {
            let wait = DeliveryRule.wait(afterTries: tries, random: .max)
            #expect((1...(Limits.webhookLongestWaitMilliseconds * 5 / 4)).contains(wait))
        }
    }

    @Test func aTargetSaysWhenItWantsToBeAsked() {
        var world = World()
        world.try(.answered(status: 429, excerpt: "slow down", retryAfterSeconds: 600))
        #expect(world.delivery.due.milliseconds - world.now.milliseconds == 600_000)
        world.try(.answered(status: 503, excerpt: "", retryAfterSeconds: .max / 1000))
        #expect(world.delivery.due.milliseconds - world.now.milliseconds == Limits.webhookLongestWaitMilliseconds)
    }

    @Test func aTargetThatIsGoneIsToldNothingMore() {
        var world = World()
        world.try(.answered(status: 410, excerpt: "", retryAfterSeconds: nil))
        #expect(world.delivery.state == .givenUp && world.webhook.state.disabled == world.now)
        #expect(world.webhook.state.reason?.contains("gone") == true)
    }

    @Test func aTargetThatFailsForDaysIsToldNothingMore() {
        var world = World()
        _ = world.failToTheEnd(.unreachable("no connection"))
        #expect(world.webhook.isActive)
        let later = WallTime(milliseconds: Self.start.milliseconds + Limits.webhookDisableHours * 3_600_000)
        let fresh = World().delivery
        world.delivery = WebhookDelivery(
            id: fresh.id, webhook: fresh.webhook, source: fresh.source, created: later, due: later)
        world.now = WallTime(milliseconds: later.milliseconds - 1)
        world.try(.unreachable("no connection"))
        #expect(world.webhook.isActive)
        world.now = later
        world.try(.unreachable("no connection"))
        #expect(world.webhook.state.disabled == later)
    }

    @Test func aTestIsTriedOnceAndDisablesNothing() {
        var world = World(isTest: true)
        world.try(.answered(status: 410, excerpt: "", retryAfterSeconds: nil))
        #expect(world.delivery.state == .givenUp && world.webhook.state == Webhook.State())
        var good = World(isTest: true)
        good.webhook.state.failing = Self.start
        good.try(.answered(status: 200, excerpt: "", retryAfterSeconds: nil))
        #expect(good.delivery.state == .delivered && good.webhook.state.failing == nil)
    }

    @Test func whatWasDeletedMeanwhileIsNotTold() {
        var world = World()
        world.try(.withdrawn)
        #expect(world.delivery.state == .withdrawn && world.webhook.state == Webhook.State())
    }

    /// The same thing in the same log is the same delivery, and anything else is another.
    @Test func aDeliverysIdIsWhatItTells() {
        let ids = (1...3).map { RecordID(Digest128(high: 0, low: $0)) }
        let changes = (1...2).map { ChangeID(Digest128(high: 7, low: $0)) }
        var seen = Set<RecordID>()
        for webhook in ids {
            for change in changes {
                for kind in Happening.Kind.allCases {
                    for subject in ids {
                        let source = WebhookDelivery.Source(change: change, kind: kind, subject: subject)
                        let one = WebhookDelivery(
                            source, to: webhook, at: Self.start, hash: SimulatedHost(seed: 1).host.hash)
                        let later = WebhookDelivery(
                            source, to: webhook, at: .last, hash: SimulatedHost(seed: 2).host.hash)
                        #expect(one.id == later.id)
                        seen.insert(one.id)
                    }
                }
            }
        }
        #expect(seen.count == 3 * 2 * Happening.Kind.allCases.count * 3)
    }
}
