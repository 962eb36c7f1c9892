/// Makes sentences that read like the action lines of a maker's minutes.
struct Grammar {
    var random: SeededRandom

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    mutating func person() -> String {
        random.pick(Vocabulary.firstNames) + " " + random.pick(Vocabulary.lastNames)
    }

    /// An action line as long as real ones are.
    ///
    /// - Parameter people: Who may be given it; six in ten lines name someone.
    mutating func action(people: [String]) -> String {
        let length = Lengths.next(&random)
        var text = opening(people: people, within: length)
        while text.utf8.count < length { text += clause(people: people) }
        return Self.cut(text, to: length)
    }

    private mutating func opening(people: [String], within length: Int) -> String {
        let owner = random.pick(people)
        let first = owner.split(separator: " ").first.map(String.init) ?? owner
        let verb = random.pick(Vocabulary.verbs)
        let task = verb + " the " + thing()
        guard length > 24, random.isTrue(percent: 62) else { return task.prefix(1).uppercased() + task.dropFirst() }
        return (random.isTrue(percent: 70) ? first : owner) + (random.isTrue(percent: 70) ? " to " : " will ") + task
    }

    private mutating func thing() -> String {
        let thing = random.pick(Vocabulary.things)
        return random.isTrue(percent: 60) ? random.pick(Vocabulary.adjectives) + " " + thing : thing
    }

    private mutating func clause(people: [String]) -> String {
        switch random.below(12) {
        case 0: " for " + random.pick(Vocabulary.customers)
        case 1: " of the " + product()
        case 2: ", " + random.pick(Vocabulary.places)
        case 3: " " + random.pick(Vocabulary.reasons)
        case 4: ", order \(random.below(90_000) + 10_000)"
        case 5: " in " + random.pick(Vocabulary.sites)
        case 6: ": \(random.below(400) + 2) " + random.pick(Vocabulary.measures)
        case 7: " and " + random.pick(Vocabulary.verbs) + " the " + thing()
        case 8: " with " + random.pick(people)
        case 9: " by " + day()
        case 10: " and tell " + random.pick(Vocabulary.departments)
        default: ", then " + random.pick(Vocabulary.verbs) + " " + random.pick(Vocabulary.things) + " again"
        }
    }

    mutating func product() -> String {
        random.pick(Vocabulary.products) + " \(random.below(90) * 10 + 100)"
    }

    mutating func day() -> String {
        let (month, day) = (random.below(12) + 1, random.below(28) + 1)
        return "2027-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    /// Up to the end of the word that reaches the length.
    private static func cut(_ text: String, to length: Int) -> String {
        let bytes = Array(text.utf8)
        guard bytes.count > length else { return text }
        let end = bytes[length...].firstIndex(of: UInt8(ascii: " ")) ?? bytes.count
        let kept = String(decoding: bytes[..<end], as: UTF8.self)
        return kept.last == "," || kept.last == ":" ? String(kept.dropLast()) : kept
    }
}
