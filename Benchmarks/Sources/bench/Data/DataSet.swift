import CBench
import Foundation

/// Minutes of invented meetings with a given number of actions, the same on every machine.
struct DataSet {
    static let seed: UInt64 = 2026
    /// Meetings are large, so that what is measured is entries.
    private static let actionsPerMeeting = 200
    private static let markers = ["- Action: ", "- **Action**: ", "- AI: ", "- TODO: ", "- [ ] "]

    let entries: Int
    let files: [String]
    let figures: DataFigures

    /// Writes the minutes' files into a folder.
    init(entries: Int, folder: String) throws {
        self.entries = entries
        var grammar = Grammar(seed: Self.seed)
        var files: [String] = []
        var lengths: [Int] = []
        var all: [UInt8] = []
        while lengths.count < entries {
            let count = min(Self.actionsPerMeeting, entries - lengths.count)
            let minutes = Self.minutes(number: files.count, actions: count, &grammar, &lengths)
            files.append(folder + "/meeting-\(files.count + 1).md")
            try minutes.write(toFile: files[files.count - 1], atomically: false, encoding: .utf8)
            all += minutes.utf8
        }
        self.files = files
        figures = DataFigures(lengths: lengths, fileBytes: all.count, gzipBytes: bench_deflated(all, all.count))
    }

    /// Action lines alone, for jobs that capture one at a time.
    static func actions(_ count: Int) -> [String] {
        var grammar = Grammar(seed: seed + 1)
        let people = (0..<10).map { _ in grammar.person() }
        return (0..<count).map { _ in grammar.action(people: people) }
    }

    private static func minutes(
        number: Int, actions: Int, _ grammar: inout Grammar, _ lengths: inout [Int]
    ) -> String {
        let people = (0..<(6 + grammar.random.below(6))).map { _ in grammar.person() }
        let customer = grammar.random.pick(Vocabulary.customers)
        let day = Self.day(number)
        var text = "# \(grammar.random.pick(Vocabulary.subjects)) \(customer) \(number + 1), \(day)\n\n## Present\n\n"
        for person in people { text += "- \(person)\n" }
        for action in 0..<actions {
            if action % 10 == 0 {
                text += "\n## \(grammar.product()), \(grammar.random.pick(Vocabulary.sites))\n\n"
            }
            let line = grammar.action(people: people)
            lengths.append(line.utf8.count)
            text += grammar.random.pick(markers) + line + "\n"
        }
        return text
    }

    /// Days of the years before, one a meeting.
    private static func day(_ number: Int) -> String {
        let (month, day) = (number / 28 % 12 + 1, number % 28 + 1)
        return "\(2000 + number / 336)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }
}
