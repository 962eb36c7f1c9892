import HuddleCore
import HuddleWire

/// Decides what a program that keeps a log up to date does next: when to listen, when to sync, when to wait.
///
/// It does nothing itself and knows no clock: each event comes with the time, and chance is handed in. While it listens, it
/// syncs when the log has grown there or something waits here. While it cannot, it syncs now and then, and tries to listen
/// again ever more rarely.
package struct WatchMachine: Sendable {
    package enum Action: Hashable, Sendable {
        /// → `.synced` or `.syncFailed`
        case sync
        /// → `.heard` and `.beat`, in the end `.deaf`
        case listen(after: UInt64)
        /// Stop listening; nothing is reported of that.
        case hangUp
        case say(Notice)
        /// Going on makes no sense.
        case fail(TransportError)
    }

    package enum Event: Hashable, Sendable {
        case start
        /// Now and then.
        case tick(hasUnsent: Bool)
        case heard(UInt64)
        case beat
        /// No longer listening, or not at all.
        case deaf(TransportError)
        case synced(upTo: UInt64)
        case syncFailed(TransportError)
    }

    /// What a person may want to know.
    package enum Notice: Hashable, Sendable {
        case live
        /// The server cannot be reached, or will not answer now.
        case away(TransportError)
        /// The server is there again.
        case back
        /// The server is there, and what stands between swallows its events, or it is too old to have any.
        case polling(everyMilliseconds: Int64)
    }

    private enum Ear: Hashable {
        case closed(until: Int64)
        case open(lastHeard: Int64, hasHeard: Bool)
    }

    private var ear = Ear.closed(until: 0)
    /// How often in a row listening came to nothing.
    private var deafness = 0
    private var isSyncing = false
    private var wantsSync = true
    /// How often in a row syncing came to nothing.
    private var failures = 0
    private var syncNotBefore: Int64 = 0
    private var pollAt = Int64.max
    private var cursor: UInt64 = 0
    private var head: UInt64 = 0
    /// What had been heard when the sync began.
    private var headBefore: UInt64 = 0
    private var said: Notice?
    private let random: @Sendable () -> UInt64

    package init(random: @escaping @Sendable () -> UInt64) {
        self.random = random
    }

    /// - Parameter now: Milliseconds of a clock that only goes forward.
    package mutating func next(_ event: Event, at now: Int64) -> [Action] {
        var actions: [Action] = []
        switch event {
        case .start: break
        case .tick(let hasUnsent):
            if hasUnsent, !isSyncing { wantsSync = true }
            if case .closed = ear, now >= pollAt { wantsSync = true }
            if case .open(let lastHeard, _) = ear, now - lastHeard > Limits.watchSilenceMilliseconds {
                actions = [.hangUp] + goDeaf(at: now)
            }
        case .heard(let number):
            head = max(head, number)
            actions = hear(at: now)
        case .beat: actions = hear(at: now)
        case .deaf(.problem(let problem)) where problem.code == .unauthorized: return [.fail(.problem(problem))]
        case .deaf: actions = goDeaf(at: now)
        case .synced(let number): actions = finishSync(upTo: number, at: now)
        case .syncFailed(.problem(let problem)) where problem.code.retry.needsMoreThanTime:
            return [.fail(.problem(problem))]
        case .syncFailed(let error): actions = failSync(error, at: now)
        }
        return actions + listenIfDue(at: now) + syncIfDue(at: now)
    }

    private mutating func hear(at now: Int64) -> [Action] {
        guard case .open = ear else { return [] }
        ear = .open(lastHeard: now, hasHeard: true)
        deafness = 0
        return say(.live)
    }

    private mutating func goDeaf(at now: Int64) -> [Action] {
        guard case .open(_, let hasHeard) = ear else { return [] }
        deafness = hasHeard ? 1 : deafness + 1
        ear = .closed(until: now + backoff(deafness))
        // What is missed meanwhile comes with the next poll.
        pollAt = min(pollAt, now + jittered(Limits.watchPollMilliseconds))
        return deafness < 3 || failures > 0 ? [] : say(.polling(everyMilliseconds: Limits.watchPollMilliseconds))
    }

    private mutating func listenIfDue(at now: Int64) -> [Action] {
        guard case .closed(let until) = ear, now >= until, failures == 0, !wantsSync, !isSyncing else { return [] }
        ear = .open(lastHeard: now, hasHeard: false)
        return [.listen(after: cursor)]
    }

    private mutating func syncIfDue(at now: Int64) -> [Action] {
        guard wantsSync || head > cursor, !isSyncing, now >= syncNotBefore else { return [] }
        isSyncing = true
        headBefore = head
        wantsSync = false
        return [.sync]
    }

    private mutating func finishSync(upTo number: UInt64, at now: Int64) -> [Action] {
        isSyncing = false
        cursor = number
        // A log that was restored may end before what was heard of it.
        head = head == headBefore ? number : head
        pollAt = now + jittered(Limits.watchPollMilliseconds)
        guard failures > 0 else { return [] }
        failures = 0
        return say(.back)
    }

    private mutating func failSync(_ error: TransportError, at now: Int64) -> [Action] {
        isSyncing = false
        wantsSync = true
        failures += 1
        var wait = backoff(failures)
        if case .problem(let problem) = error { wait = max(wait, Int64(problem.retryAfterSeconds ?? 0) * 1000) }
        syncNotBefore = now + wait
        return failures == 1 ? say(.away(error)) : []
    }

    /// Each thing once, until there is another.
    private mutating func say(_ notice: Notice) -> [Action] {
        guard said != notice else { return [] }
        said = notice
        return [.say(notice)]
    }

    /// Twice as long after each failure, and anything between a little and that, so that those who were cut off together do
    /// not come back together.
    /// Source: Brooker, "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015), "full jitter".
    private func backoff(_ failures: Int) -> Int64 {
        let doubled = Limits.watchBackoffMilliseconds << Int64(min(failures, 16))
        let most = min(doubled, Limits.watchPollMilliseconds)
        return Limits.watchBackoffMilliseconds / 2 + Int64(random() % UInt64(most))
    }

    /// Between three quarters and five quarters of it.
    private func jittered(_ milliseconds: Int64) -> Int64 {
        milliseconds * 3 / 4 + Int64(random() % UInt64(milliseconds / 2))
    }
}

extension Retry {
    /// Whether the same call fails again, however long one waits.
    fileprivate var needsMoreThanTime: Bool {
        switch self {
        case .now, .after: false
        case .action, .never: true
        }
    }
}
