import HuddleCore

/// Moments and days as machines write them: `2026-11-21T08:45:20.123Z`, `20261121T084520Z`, `20261121`.
enum Moment {
    /// A moment in UTC, nil for anything else.
    static func time(_ text: some StringProtocol) -> WallTime? {
        guard text.hasSuffix("Z"), let (day, seconds, milliseconds) = parts(text.dropLast()) else {
            return nil
        }
        return WallTime(
            milliseconds: Int64(day.daysSince1970) * 86_400_000 + Int64(seconds) * 1000 + Int64(milliseconds))
    }

    /// The day that stands at the front of a date or a time, whatever its zone.
    static func writtenDay(_ text: some StringProtocol) -> CivilDate? {
        if let day = CivilDate(text.prefix(10)) { return text.utf8.count == 10 || parts(bare(text)) != nil ? day : nil }
        let digits = text.prefix(8)
        guard digits.utf8.count == 8, let day = compact(digits) else { return nil }
        return text.utf8.count == 8 || parts(bare(text)) != nil ? day : nil
    }

    /// Without a zone at the end: `Z`, `+01:00`, `+0100`.
    private static func bare(_ text: some StringProtocol) -> String {
        let text = String(text)
        if text.hasSuffix("Z") { return String(text.dropLast()) }
        guard let sign = text.lastIndex(where: { $0 == "+" || $0 == "-" }), text[..<sign].contains("T") else {
            return text
        }
        return String(text[..<sign])
    }

    private static func parts(_ text: some StringProtocol) -> (day: CivilDate, seconds: Int, milliseconds: Int)? {
        guard let separator = text.firstIndex(where: { $0 == "T" || $0 == " " }) else { return nil }
        let date = text[..<separator]
        guard let day = CivilDate(date) ?? compact(date) else { return nil }
        let clock = text[text.index(after: separator)...].split(separator: ".", maxSplits: 1)
        let digits = clock.first.map { part in String(part.filter { $0 != ":" }) } ?? ""
        guard digits.utf8.count == 6 || digits.utf8.count == 4, let hours = number(digits.prefix(2)), hours < 25,
            let minutes = number(digits.dropFirst(2).prefix(2)), minutes < 60,
            let seconds = digits.utf8.count == 4 ? 0 : number(digits.suffix(2)), seconds < 61
        else { return nil }
        var fraction = 0
        if clock.count > 1 {
            guard let number = number(clock[1].prefix(3)), number >= 0 else { return nil }
            fraction = number
            for _ in 0..<max(0, 3 - clock[1].utf8.count) { fraction *= 10 }
        }
        return (day, hours * 3600 + minutes * 60 + seconds, fraction)
    }

    private static func compact(_ digits: some StringProtocol) -> CivilDate? {
        guard digits.utf8.count == 8, let year = number(digits.prefix(4)),
            let month = number(digits.dropFirst(4).prefix(2)), let day = number(digits.suffix(2))
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// Up to four ASCII digits.
    static func number(_ digits: some StringProtocol) -> Int? {
        guard (1...4).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(digits)
    }
}
