import HuddleCore

/// Words are no date, or one of the years 1 to 9999 that is read back as it was written.
enum DateFuzz {
    /// The first two bytes choose today.
    static func run(_ bytes: [UInt8]) {
        guard bytes.count >= 2 else { return }
        let days = Int(bytes[0]) << 14 | Int(bytes[1]) << 6
        let today = CivilDate(daysSince1970: 0).adding(days: days - 719_162)
        let text = String(decoding: bytes.dropFirst(2), as: UTF8.self)
        for direction in [DateWords.Direction.ahead, .back] {
            guard let date = DateWords.date(text, today: today, looking: direction) else { continue }
            precondition((1...9999).contains(date.year), "a year that has no place")
            precondition(CivilDate(date.text) == date, "a date that is read back as another")
            precondition(CivilDate(daysSince1970: date.daysSince1970) == date, "days that give another date")
        }
        if let date = CivilDate(text) { precondition(date.text == text, "a date with two spellings") }
    }
}
