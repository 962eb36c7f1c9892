import HuddleCore
import Testing

/// 2026-11-21 is a Saturday.
@Suite struct DateWordsTests {
    private let today = CivilDate("2026-11-21") ?? CivilDate(daysSince1970: 0)

    @Test(arguments: [
        ("today", "2026-11-21"), ("Tomorrow", "2026-11-22"), ("yesterday", "2026-11-20"),
        ("sun", "2026-11-22"), ("fri", "2026-11-27"), ("FRIDAY", "2026-11-27"), ("thurs", "2026-11-26"),
        ("+3d", "2026-11-24"), ("+2w", "2026-12-05"), ("-1d", "2026-11-20"), ("+1m", "2026-12-21"),
        ("+0d", "2026-11-21"),
        ("+3m", "2027-02-21"), ("-11m", "2025-12-21"),
        ("2026-12-01", "2026-12-01"), ("dec 1", "2026-12-01"), ("1 dec", "2026-12-01"), ("1. Dec", "2026-12-01"),
        ("December 1st, 2027", "2027-12-01"), ("2nd january", "2027-01-02"), ("nov 21", "2026-11-21"),
        ("nov 20", "2027-11-20"), ("29 feb", "2028-02-29"), ("  dec   1 ", "2026-12-01"),
    ])
    func wordsAheadOfToday(words: String, date: String) {
        #expect(DateWords.date(words, today: today)?.text == date)
    }

    @Test(arguments: [
        ("fri", "2026-11-20"), ("sat", "2026-11-21"), ("sun", "2026-11-15"), ("dec 1", "2025-12-01"),
        ("nov 21", "2026-11-21"), ("-7d", "2026-11-14"), ("29 feb", "2024-02-29"),
    ])
    func wordsBehindToday(words: String, date: String) {
        #expect(DateWords.date(words, today: today, looking: .back)?.text == date)
    }

    /// "Friday", said on a Friday, is the next one.
    @Test func aWeekdayIsNeverTodayForADueDate() {
        #expect(DateWords.date("sat", today: today)?.text == "2026-11-28")
    }

    @Test func amonthAddedKeepsInsideTheMonth() {
        let january = CivilDate("2027-01-31") ?? today
        #expect(DateWords.date("+1m", today: january)?.text == "2027-02-28")
    }

    @Test(arguments: [
        "", " ", "f", "fr", "frday", "soon", "+d", "+3", "3d", "+3y", "+99999d", "++3d", "+３d", "2026-13-01",
        "2026-02-30",
        "2026-1-1", "32 dec", "dec 0", "dec", "dec 1 26", "1 2 2026", "feb 29 2026", "dec 1 2026 x", "\u{1b}[31m",
        "m 1",
    ])
    func whatIsNoDate(words: String) {
        #expect(DateWords.date(words, today: today) == nil)
    }
}
