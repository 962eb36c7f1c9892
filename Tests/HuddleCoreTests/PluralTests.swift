import HuddleCore
import Testing

@Suite struct PluralTests {
    @Test(
        arguments: [
            (0, "0 seconds"), (-1999, "1 second"), (119_000, "119 seconds"), (120_000, "2 minutes"),
            (7_199_000, "119 minutes"), (-7_200_000, "2 hours"), (172_800_000, "2 days"), (-31_536_000_000, "365 days"),
            (94_694_400_000, "3 years"),
        ] as [(Int64, String)])
    func aSpanIsSaidInUnitsOfWhichThereAreTwo(milliseconds: Int64, words: String) {
        #expect(Plural.span(milliseconds: milliseconds) == words)
    }
}
