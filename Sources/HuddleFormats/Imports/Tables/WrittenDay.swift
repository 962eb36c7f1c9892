import HuddleCore

/// Which of two numbers between slashes is the day.
package enum DayOrder: String, CaseIterable, Hashable, Sendable {
    case dayFirst = "dmy"
    case monthFirst = "mdy"
}

/// The day that a cell of a table says.
enum WrittenDay {
    /// - Returns: Nil for an empty cell.
    static func day(_ cell: String, order: DayOrder?, line: Int, column: String) throws(ImportProblem) -> CivilDate? {
        let text = cell.trimmed
        guard !text.isEmpty else { return nil }
        if let day = Moment.writtenDay(text)
            ?? CivilDate(text.prefix(10)).flatMap({ text.dropFirst(10).first == " " ? $0 : nil })
        {
            return day
        }
        if let day = try slashed(text, order, line, column) { return day }
        if text.utf8.count <= 80, let date = WrittenDate.first(in: text), date.range.lowerBound == text.startIndex {
            return date.day
        }
        throw ImportProblem(
            line: line,
            "\"\(String(text.prefix(40)).visible)\" in the column \"\(column.visible)\" is no day; expected one such as 2026-12-01"
        )
    }

    /// `13/1/2026`, `1.2.26`, `01/Dec/26 12:00 AM`.
    private static func slashed(
        _ text: String, _ order: DayOrder?, _ line: Int, _ column: String
    ) throws(ImportProblem) -> CivilDate? {
        let date = text.prefix { !$0.isWhitespace }
        guard let sign = date.first(where: { "/.-".contains($0) }) else { return nil }
        let parts = date.split(separator: sign, omittingEmptySubsequences: false)
        guard parts.count == 3, let last = year(parts[2]), let first = Moment.number(parts[0]), parts[0].utf8.count < 3
        else {
            return nil
        }
        if let month = month(parts[1]) { return CivilDate(year: last, month: month, day: first) }
        guard let second = Moment.number(parts[1]), parts[1].utf8.count < 3 else { return nil }
        let dayFirst = CivilDate(year: last, month: second, day: first)
        let monthFirst = CivilDate(year: last, month: first, day: second)
        if sign == "." { return dayFirst }
        switch order {
        case .dayFirst?: return dayFirst
        case .monthFirst?: return monthFirst
        case nil:
            if let dayFirst, let monthFirst, dayFirst != monthFirst {
                throw ImportProblem(
                    line: line,
                    "\"\(date)\" in the column \"\(column.visible)\" is \(dayFirst.text) or \(monthFirst.text); expected "
                        + "--dates dmy or --dates mdy to say which")
            }
            return dayFirst ?? monthFirst
        }
    }

    private static func year(_ digits: Substring) -> Int? {
        guard let number = Moment.number(digits) else { return nil }
        switch digits.utf8.count {
        case 4: return number
        case 2: return 2000 + number
        default: return nil
        }
    }

    private static func month(_ word: Substring) -> Int? {
        let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        return names.firstIndex(of: word.lowercased()).map { $0 + 1 }
    }
}
