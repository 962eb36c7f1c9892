import HuddleClient
import HuddleCore
import HuddleStore

/// What the log and the settings have to choose from.
struct ValueChoices {
    /// Entries that are offered: the latest. An id that is begun finds any.
    private static let entriesOffered = 100
    /// Looked through for them, the newest first.
    private static let entriesLookedThrough = 1000
    private static let meetingsOffered = 50
    /// Choices for an id that is begun.
    private static let idsOffered = 50

    private let aim: CompletionAim
    private let environment: CommandEnvironment
    private let home: Home

    init(_ aim: CompletionAim, _ environment: CommandEnvironment) throws {
        self.aim = aim
        self.environment = environment
        home = try GlobalOptions.home(named: aim.home, in: environment)
    }

    var knownWords: KnownWords {
        get throws { try KnownWords(counted: home.log()) }
    }

    func choices(from source: ValueSource) throws -> [WordChoice] {
        switch source {
        case .nothing, .files, .folders, .line: []
        case .words(let words): words.map { WordChoice($0, nil) }
        case .dates:
            ["today", "tomorrow", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "+3d", "+1w", "+2w", "+1m"].map {
                WordChoice($0, DateWords.date($0, today: environment.today)?.text)
            }
        case .names(.owner): try knownWords.people.map { WordChoice($0, nil) }
        case .names(let field):
            try home.log().names(in: field).map { WordChoice($0.name, Plural.text($0.total, "entry")) }
        case .departments: Set(try home.log().people().compactMap(\.department)).sorted().map { WordChoice($0, nil) }
        case .entries(let choice): try entries(choice)
        case .meetings: try meetings()
        case .spaces: try home.logs().map { WordChoice($0.name, $0.server) }
        case .filters: try home.filters().keys.sorted().map { WordChoice($0, "a saved filter") }
        case .settings: Setting.allCases.map { WordChoice($0.rawValue, $0.purpose) }
        case .settingValues: (aim.previous.flatMap(Setting.init)?.words ?? []).map { WordChoice($0, nil) }
        case .either(let one, let other): try choices(from: one) + choices(from: other)
        }
    }

    private func meetings() throws -> [WordChoice] {
        try home.log().meetings(limit: Self.meetingsOffered).map { WordChoice($0.shortID, HuddleLog.title(of: $0)) }
    }

    private func entries(_ choice: ValueSource.EntryChoice) throws -> [WordChoice] {
        let log = try home.log()
        let latest = [WordChoice("@last", "what your last command wrote")]
        if aim.typed.count >= 2, let range = ShortID.range(of: aim.typed) {
            return try log.store.read { try $0.candidates(for: range, limit: Self.idsOffered) }
                .filter { $0.projection.type == .entry }.map { WordChoice($0.shortID, HuddleLog.title(of: $0)) }
        }
        var filter = EntryFilter()
        filter.limit = choice == .all ? Self.entriesOffered : Self.entriesLookedThrough
        switch choice {
        case .all: break
        case .open: filter.statuses = [.known(.open)]
        case .closed: filter.statuses = [.known(.done), .known(.dropped)]
        case .deleted: filter.isDeleted = true
        }
        return try log.store.read { reader in
            var found = latest
            try reader.eachEntry(matching: filter) { stored in
                guard found.count <= Self.entriesOffered else { return }
                found.append(WordChoice(stored.shortID, HuddleLog.title(of: stored)))
            }
            return found
        }
    }
}
