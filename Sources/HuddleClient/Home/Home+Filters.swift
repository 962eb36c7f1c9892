import HuddleCore

/// Filters that the user gave a name, the same for all logs of this home: `HOME/filters.json`.
extension Home {
    private static let mostLetters = 40

    /// Each filter's options, as they would be typed.
    package func filters() throws -> [String: [String]] {
        try Files.readJSON([String: [String]].self, at: filtersPath) ?? [:]
    }

    /// - Throws: `FilterError.unknown`.
    package func filter(named name: String) throws -> [String] {
        let filters = try filters()
        guard let words = filters[name] else {
            let known = filters.keys.sorted()
            throw FilterError.unknown(name, nearest: NearestWord.to(name, in: known), known: known)
        }
        return words
    }

    /// Keeps a filter under a name; what had the name before is replaced.
    ///
    /// - Throws: `FilterError.badName`.
    package func saveFilter(_ name: String, _ words: [String]) throws {
        let isWord = name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        guard isWord, name.first?.isLetter ?? false, name.count <= Self.mostLetters else {
            throw FilterError.badName(name)
        }
        var filters = try filters()
        filters[name] = words
        try Files.createFolder(path)
        try Files.writeJSON(filters, to: filtersPath)
    }

    /// - Returns: What it was.
    /// - Throws: `FilterError.unknown`.
    package func removeFilter(_ name: String) throws -> [String] {
        let words = try filter(named: name)
        var filters = try filters()
        filters[name] = nil
        try Files.writeJSON(filters, to: filtersPath)
        return words
    }

    private var filtersPath: String { path + "/filters.json" }
}

/// Why a name stands for no filter.
package enum FilterError: Error, Hashable, Sendable {
    case unknown(String, nearest: String?, known: [String])
    case badName(String)
}

extension FilterError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknown(let name, let nearest, let known):
            "There is no filter \"\(name.visible)\"."
                + (nearest.map { " Did you mean \"\($0.visible)\"?" } ?? "")
                + (known.isEmpty
                    ? " None has a name yet: `huddle filter save mine --owner me` gives one."
                    : " There are: \(known.map(\.visible).joined(separator: ", ")).")
        case .badName(let name):
            "\"\(name.visible)\" is no name for a filter: take one word of letters, digits and hyphens that starts with a "
                + "letter."
        }
    }
}
