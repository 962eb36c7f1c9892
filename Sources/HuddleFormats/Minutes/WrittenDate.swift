import HuddleCore

/// A day as people write it, and where it stands: `2026-11-21`, `2026/11/21`, `20261121`, `21 November 2026`,
/// `Nov 21st, 2026`, `21.11.2026`. Forms that two countries read differently (`1/2/2026`) are none.
struct WrittenDate: Hashable, Sendable {
    let day: CivilDate
    let range: Range<String.Index>

    static func first(in text: String) -> WrittenDate? {
        let parts = Part.split(text)
        for position in parts.indices {
            if let found = date(at: position, of: parts) {
                let last = parts[position + found.length - 1]
                return WrittenDate(day: found.day, range: parts[position].range.lowerBound..<last.range.upperBound)
            }
        }
        return nil
    }

    private static func date(at position: Int, of parts: [Part]) -> (day: CivilDate, length: Int)? {
        let part = parts[position]
        if let number = part.number, part.range.isEmpty == false {
            if part.digits == 8,
                let day = CivilDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
            {
                return (day, 1)
            }
            guard position + 4 < parts.count else { return nil }
            let sign = parts[position + 1].text
            if sign == parts[position + 3].text, let middle = parts[position + 2].number,
                parts[position + 2].digits <= 2,
                let last = parts[position + 4].number
            {
                if part.digits == 4, ["-", "/", ".", "_"].contains(sign), parts[position + 4].digits <= 2,
                    let day = CivilDate(year: number, month: middle, day: last)
                {
                    return (day, 5)
                }
                if sign == ".", part.digits <= 2, parts[position + 4].digits == 4,
                    let day = CivilDate(year: last, month: middle, day: number)
                {
                    return (day, 5)
                }
            }
        }
        return spelledOut(at: position, of: parts)
    }

    /// A month by name, with the day before or after it, then the year.
    private static func spelledOut(at position: Int, of parts: [Part]) -> (day: CivilDate, length: Int)? {
        var month: Int?
        var day: Int?
        var cursor = position
        while cursor < parts.count, cursor < position + 9 {
            let part = parts[cursor]
            if let number = part.number, part.digits == 4, let month, let day {
                return CivilDate(year: number, month: month, day: day).map { ($0, cursor - position + 1) }
            } else if let number = part.number, part.digits <= 2, day == nil {
                day = number
            } else if let named = part.month, month == nil {
                month = named
            } else if cursor == position || !part.isBetween {
                return nil
            }
            cursor += 1
        }
        return nil
    }

    /// A run of digits, a run of letters, or one other sign.
    private struct Part {
        let text: String
        let range: Range<String.Index>

        var digits: Int { text.utf8.count }
        var number: Int? { text.utf8.first.map { (48...57).contains($0) } == true && digits <= 8 ? Int(text) : nil }
        var isBetween: Bool { [" ", ",", ".", "st", "nd", "rd", "th", "of"].contains(text.lowercased()) }

        var month: Int? {
            let word = text.lowercased()
            guard word.count >= 3,
                let place = Self.months.firstIndex(where: { $0.hasPrefix(word) || word == "sept" && $0 == "september" })
            else { return nil }
            return place + 1
        }

        static let months = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december",
        ]

        static func split(_ text: String) -> [Part] {
            var parts: [Part] = []
            var start = text.startIndex
            while start < text.endIndex {
                let kind = kind(text[start])
                var end = text.index(after: start)
                while kind != 2, end < text.endIndex, Self.kind(text[end]) == kind { end = text.index(after: end) }
                parts.append(Part(text: String(text[start..<end]), range: start..<end))
                start = end
            }
            return parts
        }

        private static func kind(_ character: Character) -> Int {
            character.isASCII && character.isNumber ? 0 : character.isLetter ? 1 : 2
        }
    }
}
