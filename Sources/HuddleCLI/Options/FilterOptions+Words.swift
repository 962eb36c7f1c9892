import HuddleClient
import HuddleCore
import HuddleStore

extension FilterOptions {
    /// The options as words without an order or a name.
    ///
    /// - Throws: `UsageError`, where one was given too often.
    func typed() throws(UsageError) -> FilterWords {
        try UsageError.reading { () throws(WordError) in
            var words = FilterWords()
            for value in kind { try words.add(.kind, value) }
            for value in status { try words.add(.status, value) }
            for value in owner { try words.add(.owner, value.text) }
            for value in tag { try words.add(.tag, value.text) }
            let single: [(FilterWords.Name, String?)] = [
                (.customer, customer.text), (.product, product.text), (.site, site.text), (.author, author.text),
                (.priority, priority.text), (.meeting, meeting), (.since, since.text), (.until, until.text),
                (.dueAfter, dueAfter.text), (.dueBefore, dueBefore.text), (.limit, limit),
            ]
            for (name, value) in single { if let value { try words.add(name, value) } }
            let flags: [(FilterWords.Name, Bool)] = [(.unowned, unowned), (.overdue, overdue), (.deleted, deleted)]
            for (name, isSet) in flags where isSet { try words.add(name) }
            return words
        }
    }

    /// What the options mean, without their limit, which means something else to each command.
    ///
    /// - Parameter subject: What the list is of; nil for entries of any kind.
    /// - Throws: `UsageError`, `LookupError`.
    func filter(
        _ log: HuddleLog, _ environment: CommandEnvironment, of subject: ListSubject? = nil
    ) throws -> EntryFilter {
        let words = try typed()
        let meeting = try meeting.map { try log.find($0, type: .meeting).projection.id }
        let me = words.has(.owner) || words.has(.author) ? try log.me()?.name : nil
        do {
            return try log.store.read {
                try words.filter(
                    of: subject, in: $0, me: me, meeting: meeting, today: environment.today, environment.calendar)
            }
        } catch let error as WordError {
            throw UsageError.word(error)
        }
    }

    /// What was asked for, nil for all.
    func limit(otherwise: Int?) throws(UsageError) -> Int? {
        try Self.limit(limit, otherwise: otherwise)
    }

    static func limit(_ limit: String?, otherwise: Int?) throws(UsageError) -> Int? {
        try UsageError.reading { () throws(WordError) in
            try FilterWords.limit(limit.map { TypedText(argument: $0).text }, otherwise: otherwise)
        }
    }
}

extension FilterWords {
    /// The words as options, which is how a filter is kept under a name.
    var options: [String] {
        words.map { $0.name.isFlag ? "--\($0.name.rawValue)" : "--\($0.name.rawValue)=\($0.value)" }
    }

    /// The words as they are typed one after another.
    var arguments: [String] { words.flatMap { ["--" + $0.name.rawValue] + ($0.name.isFlag ? [] : [$0.value]) } }
}
