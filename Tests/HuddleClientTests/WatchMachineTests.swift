import HuddleClient
import HuddleCore
import HuddleTestSupport
import HuddleWire
import Testing

/// When a program that keeps a log up to date listens, syncs and waits.
@Suite struct WatchMachineTests {
    private static let away = TransportError.unreachable(server: "https://huddle.example.com", detail: "no route")

    private func machine(chance: UInt64 = 0) -> WatchMachine { WatchMachine(random: { chance }) }

    /// A machine that has synced up to 5 and listens.
    private func listening(chance: UInt64 = 0) -> WatchMachine {
        var machine = machine(chance: chance)
        #expect(machine.next(.start, at: 0) == [.sync])
        #expect(machine.next(.synced(upTo: 5), at: 10) == [.listen(after: 5)])
        #expect(machine.next(.heard(5), at: 20) == [.say(.live)])
        return machine
    }

    @Test func itSyncsWhenTheLogHasGrownAndOnlyThen() {
        var machine = listening()
        #expect(machine.next(.beat, at: 30) == [])
        #expect(machine.next(.heard(5), at: 40) == [])
        #expect(machine.next(.heard(7), at: 50) == [.sync])
        #expect(machine.next(.heard(9), at: 60) == [], "one sync at a time")
        #expect(machine.next(.synced(upTo: 9), at: 70) == [])
        #expect(machine.next(.heard(12), at: 80) == [.sync])
        #expect(machine.next(.heard(13), at: 90) == [])
        #expect(machine.next(.synced(upTo: 12), at: 100) == [.sync], "it grew meanwhile")
    }

    @Test func aLogThatWasRestoredAndIsShorterNowIsNotReadAgainAndAgain() {
        var machine = listening()
        #expect(machine.next(.heard(100), at: 30) == [.sync])
        #expect(machine.next(.synced(upTo: 50), at: 40) == [])
    }

    @Test func itSendsWhatWaitsHere() {
        var machine = listening()
        #expect(machine.next(.tick(hasUnsent: false), at: 1000) == [])
        #expect(machine.next(.tick(hasUnsent: true), at: 2000) == [.sync])
    }

    @Test func withoutEventsItSyncsNowAndThenAndListensAgainEverMoreRarely() {
        var machine = listening(chance: UInt64.max / 3)
        var listens: [Int64] = []
        var syncs: [Int64] = []
        var isListening = true
        for now in stride(from: Int64(1000), through: 3_600_000, by: 1000) {
            var events: [WatchMachine.Event] = [.tick(hasUnsent: false)]
            if isListening { events = [.deaf(Self.away)] + events }
            isListening = false
            while !events.isEmpty {
                for action in machine.next(events.removeFirst(), at: now) {
                    switch action {
                    case .listen:
                        listens.append(now)
                        isListening = true
                    case .sync:
                        syncs.append(now)
                        events.append(.synced(upTo: 5))
                    case .say, .hangUp, .fail: break
                    }
                }
            }
        }
        #expect(zip(syncs, syncs.dropFirst()).allSatisfy { $1 - $0 <= Limits.watchPollMilliseconds * 5 / 4 + 1000 })
        #expect((45...120).contains(syncs.count), "an hour of syncs: \(syncs.count)")
        #expect((40...300).contains(listens.count), "an hour of attempts to listen: \(listens.count)")
    }

    @Test func aSilentStreamIsTakenForDead() {
        var machine = listening()
        let later = 20 + Limits.watchSilenceMilliseconds
        #expect(machine.next(.tick(hasUnsent: false), at: later) == [])
        #expect(machine.next(.tick(hasUnsent: false), at: later + 1).contains(.hangUp))
    }

    @Test func whileTheServerIsAwayItTriesAgainAfterLongerAndLongerWaits() {
        var machine = machine(chance: UInt64.max - 15)
        #expect(machine.next(.start, at: 0) == [.sync])
        #expect(machine.next(.syncFailed(Self.away), at: 0) == [.say(.away(Self.away))])
        var (attempts, said): ([Int64], Int) = ([], 0)
        for now in stride(from: Int64(0), through: 3_600_000, by: 1000) {
            var events: [WatchMachine.Event] = [.tick(hasUnsent: true)]
            while !events.isEmpty {
                for action in machine.next(events.removeFirst(), at: now) {
                    if case .sync = action {
                        attempts.append(now)
                        events.append(.syncFailed(Self.away))
                    }
                    if case .say = action { said += 1 }
                }
            }
        }
        #expect(said == 0, "it is said once")
        let waits = zip(attempts, attempts.dropFirst()).map { $1 - $0 }
        #expect(waits.allSatisfy { $0 <= Limits.watchPollMilliseconds + 2000 } && attempts.count < 500)
        #expect(machine.next(.tick(hasUnsent: false), at: 3_700_000) == [.sync])
        #expect(machine.next(.synced(upTo: 5), at: 3_700_000) == [.say(.back), .listen(after: 5)])
    }

    @Test func aServerThatAsksForTimeGetsIt() {
        var machine = machine()
        _ = machine.next(.start, at: 0)
        let busy = TransportError.problem(Problem(.tooManyRequests, "", retryAfterSeconds: 90))
        _ = machine.next(.syncFailed(busy), at: 0)
        #expect(machine.next(.tick(hasUnsent: true), at: 89_999) == [])
        #expect(machine.next(.tick(hasUnsent: true), at: 90_000) == [.sync])
    }

    @Test func whoIsShutOutStops() {
        let revoked = TransportError.problem(Problem(.unauthorized, "taken back"))
        var machine = listening()
        #expect(machine.next(.deaf(revoked), at: 30) == [.fail(revoked)])
        var other = self.machine()
        _ = other.next(.start, at: 0)
        #expect(other.next(.syncFailed(revoked), at: 1) == [.fail(revoked)])
    }

    @Test func anOlderServerWithoutEventsIsAskedNowAndThen() {
        var machine = machine()
        _ = machine.next(.start, at: 0)
        _ = machine.next(.synced(upTo: 5), at: 10)
        let none = TransportError.problem(Problem(.notFound, ""))
        var said: [WatchMachine.Action] = []
        for now in stride(from: Int64(1000), through: 120_000, by: 1000) {
            for action in machine.next(.deaf(none), at: now) + machine.next(.tick(hasUnsent: false), at: now) {
                if case .say = action { said.append(action) }
                if case .sync = action { _ = machine.next(.synced(upTo: 5), at: now) }
            }
        }
        #expect(said == [.say(.polling(everyMilliseconds: Limits.watchPollMilliseconds))])
    }
}
