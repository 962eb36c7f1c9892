import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleStore

/// Which entries a command is about.
struct EntryIDs: ParsableArguments {
    @Argument(help: "The letters in front of it in a list, its number in the last list, or @last. Several are taken.")
    var id: [String]

    @Flag(help: "Do not ask before many are changed.")
    var yes = false
}

/// The same thing done to some entries: asked about first where they are many, in one transaction that one undo takes back.
struct BulkEdit {
    /// More than this at once is asked about.
    static let changedUnasked = 10

    let log: HuddleLog
    let entries: [StoredProjection]
    private let global: GlobalOptions
    private let environment: CommandEnvironment

    /// - Parameter mayBeDeleted: Whether it can be done to what is deleted. Otherwise that is brought back first: written to,
    ///   it would look as if its writer had not known.
    init(
        _ ids: [String], type: RecordType? = .entry, mayBeDeleted: Bool = false, yes: Bool, _ global: GlobalOptions,
        _ environment: CommandEnvironment
    ) throws {
        self.global = global
        self.environment = environment
        log = try global.writableLog(in: environment)
        entries = try log.findAll(ids, type: type)
        if !mayBeDeleted, let deleted = entries.first(where: { $0.projection.presence == .deleted }) {
            throw EntryError.isDeleted(deleted.shortID)
        }
        guard entries.count > Self.changedUnasked, !yes else { return }
        let refusal = BulkError.notConfirmed(count: entries.count)
        guard environment.confirms(refusal.question) == true else { throw refusal }
    }

    /// Writes what `draft` makes of each, and prints them.
    ///
    /// - Parameters:
    ///   - unchanged: What to say of one that says so already, such as "it was done already".
    ///   - tells: Whether to say which fields changed, and how.
    ///   - seen: An entry as the user saw it a while ago.
    func write(
        unchanged: String, tells: Bool = false, seen: Record? = nil, _ draft: (Entry) throws -> Draft
    ) throws {
        let drafts = try entries.map { ($0.projection.id, try draft(Entry($0.projection))) }
        let changed = try log.edit(drafts, seen: seen.map { [$0.id: $0] } ?? [:])
        for entry in entries where !changed.contains(entry.projection.id) {
            let which = entries.count > 1 ? " of \(entry.shortID)" : ""
            environment.say("Nothing\(which) changed: \(unchanged).")
        }
        for entry in entries {
            try environment.printRecord(entry.projection.id, in: log, asJSON: global.json)
            guard tells, let after = try log.stored(entry.projection.id) else { continue }
            for line in FieldChanges(from: entry.projection, to: after.projection, log).lines {
                environment.say("  " + line)
            }
            try environment.tellOfUnseen(entry.projection.id, since: seen, in: log)
        }
    }
}

/// What was not done, because it reaches further than was confirmed. Nothing was changed.
enum BulkError: Error, Hashable, Sendable {
    case notConfirmed(count: Int)
}

extension BulkError: CustomStringConvertible {
    var description: String {
        switch self {
        case .notConfirmed(let count): "This would change \(count) entries at once. Nothing was changed: --yes does it."
        }
    }

    /// The same, to be answered with yes or no.
    var question: String {
        switch self {
        case .notConfirmed(let count): "This changes \(count) entries at once. Go on?"
        }
    }
}

extension BulkError: Reported {
    var exitCode: ExitCode { .failure }
}
