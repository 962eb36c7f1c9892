/// Dates as people type them: `fri`, `tomorrow`, `+3d`, `2026-12-01`, `dec 1`.
///
/// Whoever asks says which day it is, so that the same words always give the same day.
package enum DateWords {
    /// Where a word points that could be a day before or after today: `fri`, `dec 1`.
    package enum Direction: Hashable, Sendable {
        /// A due date: the next such day.
        case ahead
        /// The start of a search: the last such day.
        case back
    }

    /// What the words mean, nil where they are no date.
    ///
    /// `fri`, said of a due date on a Friday, is the next one; `dec 1` on that day is today.
    package static func date(_ text: some StringProtocol, today: CivilDate, looking: Direction = .ahead) -> CivilDate? {
        let words = text.lowercased().split { $0.isWhitespace || $0 == "," }.map(String.init)
        switch words.count {
        case 1: return oneWord(words[0], today, looking)
        case 2, 3: return dayAndMonth(words, today, looking)
        default: return nil
        }
    }

    private static func oneWord(_ word: String, _ today: CivilDate, _ looking: Direction) -> CivilDate? {
        switch word {
        case "today": return today
        case "tomorrow": return today.adding(days: 1)
        case "yesterday": return today.adding(days: -1)
        default: break
        }
        if let weekday = position(of: word, in: weekdays, shortest: 3) {
            let days = (weekday - today.weekday + 7) % 7
            switch looking {
            case .ahead: return today.adding(days: days == 0 ? 7 : days)
            case .back: return today.adding(days: days == 0 ? 0 : days - 7)
            }
        }
        return CivilDate(word) ?? distance(word, from: today)
    }

    /// `+3d`, `-2w`, `+1m`: days, weeks, months.
    private static func distance(_ word: String, from today: CivilDate) -> CivilDate? {
        guard let sign = word.first, sign == "+" || sign == "-", let unit = word.last,
            let count = number(word.dropFirst().dropLast(), upTo: 9999)
        else { return nil }
        let signed = sign == "-" ? -count : count
        switch unit {
        case "d": return today.adding(days: signed)
        case "w": return today.adding(days: 7 * signed)
        case "m": return months(signed, from: today)
        default: return nil
        }
    }

    /// The same day of another month, or that month's last.
    private static func months(_ count: Int, from today: CivilDate) -> CivilDate? {
        let month = today.year * 12 + today.month - 1 + count
        guard month >= 12 else { return nil }
        let (year, index) = month.quotientAndRemainder(dividingBy: 12)
        let day = min(today.day, CivilDate.days(in: index + 1, of: year))
        return CivilDate(year: year, month: index + 1, day: day)
    }

    /// `dec 1`, `1 dec`, `december 1st 2026`.
    private static func dayAndMonth(_ words: [String], _ today: CivilDate, _ looking: Direction) -> CivilDate? {
        let month: Int
        let day: Int
        if let first = position(of: words[0], in: monthNames, shortest: 3), let second = dayNumber(words[1]) {
            (month, day) = (first, second)
        } else if let first = dayNumber(words[0]), let second = position(of: words[1], in: monthNames, shortest: 3) {
            (month, day) = (second, first)
        } else {
            return nil
        }
        if words.count == 3 {
            guard words[2].utf8.count == 4, let year = number(words[2], upTo: 9999) else { return nil }
            return CivilDate(year: year, month: month, day: day)
        }
        return nearest(month: month, day: day, today, looking)
    }

    /// Today counts both ways. A 29th of February may be eight years off.
    private static func nearest(month: Int, day: Int, _ today: CivilDate, _ looking: Direction) -> CivilDate? {
        for years in 0...8 {
            switch looking {
            case .ahead:
                if let date = CivilDate(year: today.year + years, month: month, day: day), date >= today { return date }
            case .back:
                if let date = CivilDate(year: today.year - years, month: month, day: day), date <= today { return date }
            }
        }
        return nil
    }

    /// `1`, `1.`, `1st`, `22nd`.
    private static func dayNumber(_ word: String) -> Int? {
        let digits = word.prefix { $0 >= "0" && $0 <= "9" }
        switch word.dropFirst(digits.count) {
        case "", ".", "st", "nd", "rd", "th": return number(digits, upTo: 31)
        default: return nil
        }
    }

    /// Counted from 1: the name that `word` is, or starts.
    private static func position(of word: String, in names: [String], shortest: Int) -> Int? {
        guard word.utf8.count >= shortest else { return nil }
        return names.firstIndex { $0.hasPrefix(word) }.map { $0 + 1 }
    }

    private static func number(_ digits: some StringProtocol, upTo limit: Int) -> Int? {
        guard (1...4).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") })
        else { return nil }
        let number = digits.utf8.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return number <= limit ? number : nil
    }

    private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    private static let monthNames = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]
}
