import HuddleCore
import HuddleFormats
import Testing

/// What does not fit in memory comes back in the same order.
@Suite struct ExportOrderTests {
    @Test(arguments: 1...150 as ClosedRange<UInt64>) func spillingChangesNothing(seed: UInt64) throws {
        let list = RandomList(seed: seed)
        let overflow = MemoryOverflow()
        let held = try list.order(spillingAt: nil, to: overflow)
        #expect(overflow.isEmpty)
        let spilled = try list.order(spillingAt: Int(1 + seed % 40), to: overflow)
        #expect(overflow.isEmpty == (list.entries.count < Int(1 + seed % 40)) || list.showsAll)
        #expect(spilled.count == held.count)
        #expect(try list.file(.markdown, spilled) == list.file(.markdown, held))
        var places: [[RecordPlace]] = [[], []]
        try held.eachPage { places[0] += $0 }
        try spilled.eachPage { places[1] += $0 }
        #expect(places[0] == places[1])
        #expect(places[0].count == held.count)
        #expect(Set(places[0]).count == held.count)
    }

    @Test func aFailingOverflowEndsTheList() throws {
        let list = RandomList(seed: 2)
        #expect(throws: MemoryOverflow.Full.self) {
            try list.order(spillingAt: 5, to: MemoryOverflow(room: 1000))
        }
    }
}
