import HuddleCore
import HuddleTestSupport
import HuddleWire
import Testing

@Suite struct EventStreamReaderTests {
    @Test func eventsAreReadHoweverTheyAreCut() {
        let text = Array(
            ":\n\nevent: head\nid: 7\ndata: 7\n\nid:8\r\ndata: x\r\n\r\ndata: no id\n\nid: 9\rdata: 9\r\rid: 10\n".utf8)
        let whole: [EventStreamReader.Item] = [.heartbeat, .head(7), .head(8), .head(9)]
        var random = SeededRandom(seed: 5)
        for _ in 0..<200 {
            var reader = EventStreamReader()
            var items: [EventStreamReader.Item] = []
            var rest = text[...]
            while !rest.isEmpty {
                let count = min(rest.count, Int(random.next() % 9) + 1)
                items += reader.read(rest.prefix(count)) ?? []
                rest = rest.dropFirst(count)
            }
            #expect(items == whole)
        }
    }

    @Test func anEndlessLineIsNotKept() {
        var reader = EventStreamReader()
        #expect(reader.read([UInt8](repeating: 0x61, count: Limits.eventLineBytes)) == [])
        #expect(reader.read([0x61]) == nil)
    }
}
