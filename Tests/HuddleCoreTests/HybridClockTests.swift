import HuddleCore
import HuddleTestSupport
import Testing

/// What holds for every clock, however the wall clock, the server's corrections and what was seen jump.
struct HybridClockTests {
    private static let seeds: Range<UInt64> = 0..<1000

    @Test func everyTickExceedsTheLastWhatWasSeenAndTheCorrectedWallClock() throws {
        for seed in Self.seeds {
            var random = SeededRandom(seed: seed)
            var clock = HybridClock()
            for _ in 0..<40 {
                if random.oneIn(5) { clock.offsetMilliseconds = .random(in: -1_000_000...1_000_000, using: &random) }
                let wall = Int64.random(in: 0...2_000_000, using: &random)
                let seen = Stamp(bits: random.oneIn(3) ? .random(in: 0...(3_000_000 << 16), using: &random) : 0)
                let last = clock.last
                let stamp = try clock.tick(wall: WallTime(milliseconds: wall), after: seen)
                let corrected = wall + clock.offsetMilliseconds
                let isFollowed = seen.successor.time.milliseconds <= corrected + Limits.clockAheadMilliseconds
                #expect(stamp > last && (stamp > seen || !isFollowed), "seed \(seed)")
                #expect(stamp.time.milliseconds >= corrected, "seed \(seed)")
                #expect(clock.last == stamp, "seed \(seed)")
            }
        }
    }

    /// A colleague's laptop from the year 9999 costs nobody anything.
    @Test func aStampFromFarAheadIsNotFollowed() throws {
        var clock = HybridClock()
        let ahead = Stamp(bits: Stamp.last.bits - 1)
        #expect(try clock.tick(wall: WallTime(milliseconds: 1000), after: ahead).time.milliseconds == 1000)
        #expect(try clock.tick(wall: WallTime(milliseconds: 2000), after: .zero).time.milliseconds == 2000)
    }

    @Test func aTickIsNoGreaterThanItMustBe() throws {
        for seed in Self.seeds {
            var random = SeededRandom(seed: seed)
            var clock = HybridClock(last: Stamp(bits: .random(in: 0...(1000 << 16), using: &random)))
            let wall = Int64.random(in: 0...1000, using: &random)
            let seen = Stamp(bits: .random(in: 0...(1000 << 16), using: &random))
            let least = max(clock.last.bits + 1, seen.bits + 1, UInt64(wall) << 16)
            #expect(try clock.tick(wall: WallTime(milliseconds: wall), after: seen).bits == least, "seed \(seed)")
        }
    }

    @Test func noWallClockAndNoOffsetTraps() throws {
        let extremes: [Int64] = [.min, .min + 1, -1, 0, 1, .max - 1, .max]
        for wall in extremes {
            for offset in extremes {
                var clock = HybridClock(offsetMilliseconds: offset)
                let stamp = try clock.tick(wall: WallTime(milliseconds: wall), after: .zero)
                #expect(stamp > Stamp.zero && stamp <= Stamp.last, "wall \(wall), offset \(offset)")
            }
        }
    }

    @Test func aClockAtTheEndOfTimeIssuesNothingAndStays() {
        var clock = HybridClock(last: .last)
        #expect(throws: ClockError.exhausted) {
            try clock.tick(wall: WallTime(milliseconds: 1), after: .zero)
        }
        #expect(clock.last == .last)
    }

    private static let times: [(later: Int64, earlier: Int64, between: Int64)] = [
        (5, 3, 2), (3, 5, -2), (.max, 0, .max), (.min, 0, -.max), (.min, 1, -.max), (.min, .max, -.max),
        (.max, -1, .max),
    ]

    @Test(arguments: times)
    func theTimeBetweenTwoClocksIsNeverTooMuch(later: Int64, earlier: Int64, between: Int64) {
        #expect(WallTime(milliseconds: later).milliseconds(since: WallTime(milliseconds: earlier)) == between)
    }

    @Test func aRewoundClockFollowsTheCorrectedWallClock() throws {
        var clock = HybridClock()
        let ahead = try clock.tick(wall: WallTime(milliseconds: 9_000_000), after: .zero)
        clock.offsetMilliseconds = -8_000_000
        clock.rewind(to: Stamp(time: WallTime(milliseconds: 900_000), counter: 0))
        let corrected = try clock.tick(wall: WallTime(milliseconds: 9_000_001), after: .zero)
        #expect(corrected < ahead)
        #expect(corrected.time.milliseconds == 1_000_001)
    }
}
