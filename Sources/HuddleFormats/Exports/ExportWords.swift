package import HuddleCore

/// What an export becomes, in the words that people type: options of a command, or parameters of an address.
extension Format {
    package init(word: String) throws(WordError) {
        self = try ExportWord.choice(word, "format")
    }
}

extension FeedFormat {
    package init(word: String) throws(WordError) {
        self = try ExportWord.choice(word, "format")
    }
}

extension ExportGroup {
    package init(word: String) throws(WordError) {
        self = try ExportWord.choice(word, "group")
    }
}

extension ExportSort {
    package init(word: String) throws(WordError) {
        guard let known = ExportSort(word.trimmed.lowercased()) else {
            throw .unknown(word, what: "order inside a group", known: Key.allCases.map(\.rawValue))
        }
        self = known
    }
}

extension ExportColumn {
    /// `text,owners,due`: each column once.
    package static func list(_ words: String, for format: Format) throws(WordError) -> [ExportColumn] {
        guard format.hasColumns else { throw .notTogether("columns", "format \(format.rawValue)") }
        var chosen: [ExportColumn] = []
        for word in words.split(separator: ",") {
            let column: ExportColumn = try ExportWord.choice(String(word), "column")
            if !chosen.contains(column) { chosen.append(column) }
        }
        guard !chosen.isEmpty else { throw .unknown(words, what: "column", known: allCases.map(\.rawValue)) }
        return chosen
    }
}

private enum ExportWord {
    static func choice<Choice: CaseIterable & RawRepresentable>(
        _ word: String, _ what: String
    ) throws(WordError) -> Choice where Choice.RawValue == String {
        guard let known = Choice(rawValue: word.trimmed.lowercased()) else {
            throw .unknown(word, what: what, known: Choice.allCases.map(\.rawValue))
        }
        return known
    }
}

extension ListSubject {
    /// What entries are put together by unless something else was asked for.
    package var usualGroup: ExportGroup {
        switch self {
        case .actions: .owner
        case .promises: .customer
        case .entries, .meeting: .kind
        }
    }
}
