import HuddleCore
import HuddleServer
import HuddleStore
import HuddleTestSupport
import Testing

/// From a log to what is sent: nothing is lost, whatever is cut short.
@Suite struct WebhookQueueTests {
    private static let taken = DeliveryOutcome.answered(status: 200, excerpt: "ok", retryAfterSeconds: nil)

    @Test func whatHappensIsToldOnceAndInOrder() async throws {
        var world = try WebhookWorld()
        try await world.push([
            world.promise("Press 9"), world.change([(FieldName.text, .text("a note"))]), world.promise("Press 10"),
        ])
        try world.gather()
        let first = try #require(try world.next())
        #expect(first.body.contains(#""type":"promise.made""#) && first.body.contains("Press 9"))
        #expect(first.headers["webhook-id"] == first.errand.delivery.text)
        #expect(first.headers["webhook-signature"]?.hasPrefix("v1,") == true)
        let bodies = try world.deliverAll()
        #expect(bodies.count == 2 && bodies[1].contains("Press 10"))
        try world.gather()
        #expect(try world.deliverAll().isEmpty)
        #expect(try world.deliveries().map(\.state) == [.delivered, .delivered])
    }

    @Test func onlyWantedKindsAreTold() async throws {
        var world = try WebhookWorld(kinds: [.decisionMade])
        try await world.push([
            world.promise("Press 9"),
            world.change([(FieldName.kind, .text("decision")), (FieldName.text, .text("Oak"))]),
        ])
        try world.gather()
        let bodies = try world.deliverAll()
        #expect(bodies.count == 1 && bodies[0].contains("Oak"))
    }

    /// Killed after each step in turn: what happened is sent all the same, and once more under the same id at worst.
    @Test(arguments: 0...3)
    func aServerThatIsKilledTellsItOnceItIsBack(step: Int) async throws {
        var world = try WebhookWorld()
        try await world.push([world.promise("Press 9")])
        if step == 0 { world.restart() }
        try world.gather()
        if step == 1 { world.restart() }
        let sent = try #require(try world.next())
        if step == 2 { world.restart() }
        if step == 3 {
            _ = try world.queue.note(Self.taken, of: sent.errand)
            world.restart()
        }
        try world.gather()
        let again = try world.next()
        #expect(step == 3 ? again == nil : again?.errand.delivery == sent.errand.delivery)
        #expect(step == 3 || again?.body == sent.body)
    }

    /// A server that is killed at random while people write: each promise arrives, under one id each.
    @Test func noHappeningIsLostHoweverOftenAServerIsKilled() async throws {
        for seed: UInt64 in 0..<12 {
            var random = SeededRandom(seed: seed)
            var world = try WebhookWorld(kinds: [.promiseMade])
            var written = 0
            var heard: [String: Set<String>] = [:]
            for step in 0..<120 {
                if step < 80, random.chance(0.3) {
                    try await world.push([world.promise("promise \(written) of \(seed)")])
                    written += 1
                }
                if random.chance(0.4) { try world.gather() }
                if random.chance(0.5), let (errand, body, _) = try world.next() {
                    let isHeard = random.chance(0.7)
                    if isHeard { heard[body.between("\"text\":\"", "\""), default: []].insert(errand.delivery.text) }
                    if random.chance(0.8) {
                        _ = try world.queue.note(isHeard ? Self.taken : .unreachable("no connection"), of: errand)
                    }
                }
                if random.chance(0.2) { world.restart() }
                if random.chance(0.2) { world.server.machine.advance(milliseconds: 3_600_000) }
            }
            world.restart()
            try world.gather()
            while let (errand, body, _) = try world.next() {
                heard[body.between("\"text\":\"", "\""), default: []].insert(errand.delivery.text)
                _ = try world.queue.note(Self.taken, of: errand)
                if try world.next() == nil { world.server.machine.advance(milliseconds: 6 * 3_600_000) }
            }
            #expect(heard.count == written, "seed \(seed)")
            #expect(heard.values.allSatisfy { $0.count == 1 }, "seed \(seed): \(heard)")
        }
    }

    @Test func whatWasDeletedIsNotToldAndWhatWasCorrectedIsToldAsItIs() async throws {
        var world = try WebhookWorld()
        let (first, second) = (world.promise("Press 9"), world.promise("Prss 10"))
        try await world.push([first, second])
        try world.gather()
        try await world.push([
            world.change(of: first.change.record, bases: [first.id], [(FieldName.deleted, .flag(true))]),
            world.change(of: second.change.record, bases: [second.id], [(FieldName.text, .text("Press 10"))]),
        ])
        let bodies = try world.deliverAll()
        #expect(bodies.count == 2 && bodies[0].isEmpty && bodies[1].contains("Press 10"))
        #expect(Set(try world.deliveries().map(\.state)) == [.withdrawn, .delivered])
    }

    @Test func aClosedMeetingIsToldWithItsOpenActions() async throws {
        var world = try WebhookWorld()
        let meeting = world.server.machine.host.newDerivedID()
        let owner = try #require(CellName(FieldName.owners, element: "Jo Weber"))
        try await world.push([
            world.change(of: meeting, as: .meeting, [(FieldName.title, .text("Acme Lyon"))]),
            world.change([
                (FieldName.kind, .text("action")), (FieldName.text, .text("Measure the hinges")),
                (FieldName.meeting, .reference(meeting)), (owner, .flag(true)),
            ]),
            world.change(of: meeting, as: .meeting, [(FieldName.ended, .number(7))]),
        ])
        try world.gather()
        let bodies = try world.deliverAll()
        #expect(bodies.count == 2)
        #expect(bodies[0].contains(#""assigned":["Jo Weber"]"#))
        #expect(bodies[1].contains("Acme Lyon") && bodies[1].contains("Measure the hinges"))
        #expect(bodies[1].contains(#""entries":1"#))
    }

    @Test func whatHappensInAPauseIsToldLaterOrPassedOver() async throws {
        var world = try WebhookWorld()
        let host = world.server.machine.host
        for skips in [false, true] {
            try world.server.directory.write { writer in
                guard let webhook = try writer.webhook(world.webhook.id) else { return }
                _ = try writer.pause(webhook, by: .console, host: host)
            }
            try await world.push([world.promise("in the pause")])
            try world.gather()
            #expect(try world.deliverAll().isEmpty)
            let head = try world.server.storage.openSpace(world.space.id).read { try $0.state().cursor }
            try world.server.directory.write { writer in
                guard let webhook = try writer.webhook(world.webhook.id) else { return }
                _ = try writer.resume(webhook, skippingTo: skips ? head : nil, by: .console, host: host)
            }
            try world.gather()
            #expect(try world.deliverAll().count == (skips ? 0 : 1))
        }
    }

    /// A target that takes nothing lets the queue grow to its limit, and no further: the rest waits in the log.
    @Test func aLongQueueLeavesTheRestInTheLog() async throws {
        var world = try WebhookWorld()
        let count = Limits.webhookQueue + Limits.webhookPage * 3
        var changes: [StoredChange] = []
        for number in 0..<count { changes.append(world.promise("promise \(number)")) }
        try await world.push(changes)
        #expect(try world.gather() == [world.space.id])
        let waiting = try world.deliveries().count
        #expect((Limits.webhookQueue..<(Limits.webhookQueue + Limits.webhookPage)).contains(waiting))
        var told = 0
        while true {
            let bodies = try world.deliverAll()
            told += bodies.count
            if try world.gather().isEmpty, try world.next() == nil { break }
        }
        #expect(told == count)
        #expect(try world.deliveries().count <= Limits.webhookDeliveriesKept)
    }

    @Test func aTargetThatWantsToBeLeftAloneIsLeftAlone() async throws {
        var world = try WebhookWorld()
        try await world.push([world.promise("1"), world.promise("2")])
        try world.gather()
        let errand = try #require(try world.next()).errand
        _ = try world.queue.note(.answered(status: 429, excerpt: "", retryAfterSeconds: 600), of: errand)
        #expect(try world.next() == nil && world.queue.due().isEmpty, "the other one waits too")
        world.server.machine.advance(milliseconds: 600_000)
        #expect(try world.queue.due() == [world.webhook.id])
        #expect(try world.deliverAll().count == 2)
    }

    @Test func anotherHistoryIsReadFromItsEndOn() async throws {
        var world = try WebhookWorld()
        try await world.push([world.promise("before")])
        let lost = Cursor(seq: 40, chain: Digest128(high: 1, low: 1))
        var webhook = try #require(try world.stored())
        webhook.position = lost
        try world.server.directory.write { [webhook] in try $0.save(webhook) }
        try world.gather()
        #expect(try world.deliverAll().isEmpty)
        try await world.push([world.promise("after")])
        try world.gather()
        #expect(try world.deliverAll().count == 1)
    }

    @Test func aDeletedSpaceTellsNothingUntilItIsBack() async throws {
        var world = try WebhookWorld()
        try await world.push([world.promise("Press 9")])
        try world.gather()
        let host = world.server.machine.host
        let deleted = try world.server.directory.write { try $0.delete(world.space, host: host) }
        #expect(try world.next() == nil && world.queue.due().isEmpty && world.queue.watched().isEmpty)
        _ = try world.server.directory.write { try $0.undelete(deleted, host: host) }
        #expect(try world.deliverAll().count == 1)
    }
}

extension String {
    fileprivate func between(_ start: String, _ end: String) -> String {
        guard let from = firstRange(of: start)?.upperBound else { return "" }
        return String(self[from...].prefix { !end.contains($0) })
    }
}
