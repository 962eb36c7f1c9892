import HuddleCore
import HuddleFormats
import Testing

/// Two threads write what one would.
@Suite struct WholeExportTests {
    private struct Broken: Error {}

    private func export(_ list: RandomList, _ format: Format) throws -> WholeExport {
        WholeExport(ExportTests.facts, try list.order(spillingAt: nil), list.writer(format))
    }

    @Test(arguments: Format.allCases) func itWritesWhatAnExportInPagesWrites(format: Format) throws {
        for seed in 1...12 as ClosedRange<UInt64> {
            let list = RandomList(seed: seed)
            let order = try list.order(spillingAt: nil)
            var paged = PagedExport(ExportTests.facts, order, list.writer(format))
            var file: [UInt8] = []
            paged.begin(to: &file)
            while case let places = try paged.next(Int(1 + seed)), !places.isEmpty {
                for place in places { paged.add(list[place], to: &file) }
            }
            paged.end(to: &file)
            #expect(try list.file(format, order) == file, "seed \(seed)")
        }
    }

    @Test func aFileThatTakesNoMoreEndsIt() throws {
        let list = RandomList.long
        var pieces = 0
        #expect(throws: Broken.self) {
            try export(list, .json).write(reading: { for place in $0 { try $1(list[place]) } }) { _ in
                pieces += 1
                if pieces == 2 { throw Broken() }
            }
        }
        #expect(pieces == 2)
    }

    @Test func aLogThatCannotBeReadFurtherEndsIt() throws {
        let list = RandomList.long
        let ending = try list.file(.json, try list.order(spillingAt: nil)).suffix(20)
        var read = 0
        var written: [UInt8] = []
        #expect(throws: Broken.self) {
            try export(list, .json).write(reading: { places, body in
                for place in places {
                    read += 1
                    guard read < 300 else { throw Broken() }
                    try body(list[place])
                }
            }) { written += $0 }
        }
        #expect(!written.isEmpty && written.suffix(20) != ending)
    }
}
