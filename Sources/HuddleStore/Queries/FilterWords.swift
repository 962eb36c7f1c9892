package import HuddleCore

/// Which entries are wanted, in the words that people type: options of a command, or parameters of an address.
///
/// Words like `tomorrow` and `me` mean something else on another day and to somebody else: `filter` says what they mean.
package struct FilterWords: Hashable, Sendable {
    /// What each word is called, in the order in which they are written.
    package enum Name: String, CaseIterable, Hashable, Sendable {
        case kind, status, owner, tag
        case customer, product, site, author, priority, meeting, since, until
        case dueAfter = "due-after"
        case dueBefore = "due-before"
        case limit
        case unowned, overdue, deleted

        /// Whether it says yes by being there.
        package var isFlag: Bool { self == .unowned || self == .overdue || self == .deleted }
        /// Whether it can be given several times.
        package var isList: Bool { self == .kind || self == .status || self == .owner || self == .tag }
    }

    /// One word with its value; a flag's is empty.
    package struct Word: Hashable, Sendable {
        package let name: Name
        package let value: String

        package init(_ name: Name, _ value: String = "") {
            self.name = name
            self.value = value
        }
    }

    package private(set) var words: [Word] = []

    package init() {}

    package var isEmpty: Bool { words.isEmpty }

    /// The values of a word, in the order in which they were given.
    package subscript(all name: Name) -> [String] { words.filter { $0.name == name }.map(\.value) }

    package subscript(name: Name) -> String? { words.first { $0.name == name }?.value }

    package func has(_ name: Name) -> Bool { words.contains { $0.name == name } }

    /// - Throws: `WordError.tooMany`, where the word was given as often as it can be.
    package mutating func add(_ name: Name, _ value: String = "") throws(WordError) {
        let limit = name.isList ? Limits.valuesPerWord : 1
        guard words.count(where: { $0.name == name }) < limit else { throw .tooMany(name.rawValue, limit: limit) }
        insert(Word(name, value))
    }

    /// Says this and nothing else under a name.
    package mutating func set(_ name: Name, _ values: [String]) {
        words.removeAll { $0.name == name }
        for value in values { insert(Word(name, value)) }
    }

    /// Sorted, so that one filter is always said in one way.
    private mutating func insert(_ word: Word) {
        let place = words.firstIndex { Self.rank($0.name) > Self.rank(word.name) } ?? words.endIndex
        words.insert(word, at: place)
    }

    private static func rank(_ name: Name) -> Int { Name.allCases.firstIndex(of: name) ?? 0 }

    /// What was asked for, nil for all.
    package static func limit(_ word: String?, otherwise: Int?) throws(WordError) -> Int? {
        guard let word else { return otherwise }
        if word == "all" { return nil }
        guard let number = Int(word), number > 0 else { throw .badLimit(word) }
        return number
    }
}

extension FilterWords {
    /// What the words mean in a log, to somebody, on a day.
    ///
    /// - Parameters:
    ///   - subject: What the list is of; nil for entries of any kind.
    ///   - me: Who says `me`.
    ///   - meeting: Which one the word `meeting` names.
    /// - Throws: `WordError`, `StoreError`.
    package func filter(
        of subject: ListSubject? = nil, in reader: any EntryReader, me: String?, meeting: RecordID?, today: CivilDate,
        _ calendar: LocalCalendar
    ) throws -> EntryFilter {
        if has(.unowned), has(.owner) { throw WordError.notTogether(Name.owner.rawValue, Name.unowned.rawValue) }
        var filter = EntryFilter()
        filter.kinds = try self[all: .kind].map { .known(try EntryKind(word: $0)) }
        filter.statuses = try self[all: .status].map { .known(try EntryStatus(word: $0)) }
        filter.customer = self[.customer]
        filter.product = self[.product]
        filter.site = self[.site]
        filter.isUnowned = has(.unowned)
        if has(.owner) || has(.author) {
            let names = try KnownNames(reader, me: me)
            filter.owners = self[all: .owner].map { names.full($0) }
            filter.authors = try self[.author].map { try reader.replicas(of: names.full($0)) }
        }
        filter.tags = self[all: .tag].map { TagWord.tag($0) }
        filter.priority = self[.priority]
        filter.meeting = meeting
        filter.isDeleted = has(.deleted)
        try narrow(&filter, today, calendar)
        if let subject { try narrow(&filter, to: subject) }
        return filter
    }

    /// By days: of capture, which lie behind, and of what is due, which lie ahead.
    private func narrow(_ filter: inout EntryFilter, _ today: CivilDate, _ calendar: LocalCalendar) throws(WordError) {
        if let word = self[.dueBefore] { filter.dueBefore = try CivilDate(word: word, today: today) }
        if let word = self[.dueAfter] { filter.dueAfter = try CivilDate(word: word, today: today) }
        if has(.overdue) {
            filter.dueBefore = filter.dueBefore.map { min($0, today) } ?? today
            if filter.statuses.isEmpty { filter.statuses = [.known(.open)] }
        }
        if let word = self[.since] {
            filter.since = calendar.start(of: try CivilDate(word: word, today: today, looking: .back))
        }
        if let word = self[.until] {
            let day = try CivilDate(word: word, today: today, looking: .back)
            filter.until = calendar.start(of: day.adding(days: 1))
        }
    }

    private func narrow(_ filter: inout EntryFilter, to subject: ListSubject) throws(WordError) {
        if !subject.takesKinds, has(.kind) { throw .notTogether(subject.rawValue, Name.kind.rawValue) }
        if filter.kinds.isEmpty { filter.kinds = subject.kinds.map { .known($0) } }
        if filter.statuses.isEmpty, subject.isOfOpenOnes { filter.statuses = [.known(.open)] }
    }
}
