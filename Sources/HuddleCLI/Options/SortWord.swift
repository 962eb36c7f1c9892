import HuddleClient
import HuddleCore
import HuddleStore

/// The orders that `--sort` knows.
enum SortWord: String, CaseIterable, Hashable {
    case newest, oldest, changed, due, priority

    /// - Throws: `UsageError.unknownWord`.
    init(_ text: String) throws(UsageError) {
        guard let known = Self(rawValue: text.trimmed.lowercased()) else { throw .unknownWord(text, of: .order) }
        self = known
    }

    var order: EntryOrder {
        switch self {
        case .newest: .newestFirst
        case .oldest: .oldestFirst
        case .changed: .lastChangedFirst
        case .due: .dueThenAge
        case .priority: .priorityFirst
        }
    }

    /// What a list that was cut begins with.
    var first: String {
        switch self {
        case .newest: "The latest"
        case .oldest: "The oldest"
        case .changed: "The last changed"
        case .due: "The first due"
        case .priority: "The most important"
        }
    }

    private static let prefix = "--sort="

    var option: String { Self.prefix + rawValue }

    static func isOption(_ word: String) -> Bool { word.hasPrefix(prefix) }

    /// The order that a saved filter names, where it names one.
    static func saved(_ name: String?, _ home: Home) throws -> SortWord? {
        guard let name, let word = try home.filter(named: name).first(where: isOption) else { return nil }
        return try SortWord(String(word.dropFirst(prefix.count)))
    }
}
