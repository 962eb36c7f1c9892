import HuddleClient
import HuddleCore
import HuddleStore

/// The meeting or visit that is going on, with its record.
struct OpenMeeting {
    let context: MeetingContext
    let stored: StoredProjection

    var meeting: Meeting { Meeting(stored.projection) }

    /// `visit "Acme Lyon"`.
    var name: String { "\(context.word.rawValue) \"\(meeting.title.visible)\"" }
}

/// Keeps what is going on, and never lets it go stale unnoticed.
struct ContextDesk {
    private let home: Home
    private let log: HuddleLog
    private let environment: CommandEnvironment
    /// It is said once in a run that nobody could be asked.
    private var hasSaidSo = false

    init(_ home: Home, _ log: HuddleLog, _ environment: CommandEnvironment) {
        self.home = home
        self.log = log
        self.environment = environment
    }

    /// What is going on, without a question. A meeting that was deleted meanwhile is over.
    func look() throws -> OpenMeeting? {
        guard let context = try known() else { return nil }
        guard let stored = try log.stored(context.meeting), stored.projection.presence != .deleted else {
            try home.endContext()
            environment.say("The \(context.word.rawValue) that was going on has been deleted, so it is over.")
            return nil
        }
        return OpenMeeting(context: context, stored: stored)
    }

    /// What something that is captured now belongs to. After `Limits.contextHours` a person at a terminal is asked; where nobody
    /// can be, it is said.
    mutating func current() throws -> OpenMeeting? {
        let now = environment.host.now()
        guard let open = try look() else { return nil }
        guard open.context.isStale(at: now) else { return open }
        let since = environment.calendar.text(of: open.context.started)
        switch environment.confirms("The \(open.name) has been going on since \(since). Does this still belong to it?")
        {
        case true?:
            var context = open.context
            context.confirmed = now
            try home.setContext(context)
            return OpenMeeting(context: context, stored: open.stored)
        case false?:
            _ = try close(open)
            environment.say(
                "It is over now; this belongs to no meeting. "
                    + "`huddle \(open.context.verb) start --resume \(open.stored.shortID)` goes on with it.")
            return nil
        case nil:
            if !hasSaidSo {
                environment.say(
                    "This is put down to the \(open.name), going on since \(since). If that is over: "
                        + "`huddle \(open.context.verb) end`, and `huddle edit ID --meeting \"\"` takes an entry out of it."
                )
            }
            hasSaidSo = true
            return open
        }
    }

    /// What was noted of it. A note that cannot be read is thrown away: it must not stand in the way of what is captured.
    private func known() throws -> MeetingContext? {
        do {
            return try home.context()
        } catch .failed(let path, _) {
            try home.endContext()
            environment.say("\(path.visible) could not be read and was removed; this belongs to no meeting.")
            return nil
        }
    }

    func start(_ record: RecordID, as word: MeetingContext.Word) throws {
        try home.setContext(MeetingContext(meeting: record, word: word, started: environment.host.now()))
    }

    /// Makes sure that nothing is going on.
    ///
    /// - Throws: `ContextError.goingOn`, unless the user at the terminal ends what is.
    func clear() throws {
        guard let open = try look() else { return }
        let since = environment.calendar.text(of: open.context.started)
        let question = "The \(open.name) is going on since \(since). End it?"
        guard environment.confirms(question) == true else {
            throw ContextError.goingOn(open.name, since: since, verb: open.context.verb)
        }
        _ = try close(open)
    }

    /// - Throws: `ContextError.nothing`.
    func end() throws -> OpenMeeting {
        guard let open = try look() else { throw ContextError.nothing }
        return try close(open)
    }

    /// Writes down that it is over, so that the team hears of it, before this machine forgets that it was going on.
    private func close(_ open: OpenMeeting) throws -> OpenMeeting {
        var draft = Draft()
        draft.set(FieldName.ended, value: .number(environment.host.now().milliseconds))
        try log.edit(open.stored.projection.id, draft)
        try home.endContext()
        return OpenMeeting(
            context: open.context, stored: try log.stored(open.stored.projection.id) ?? open.stored)
    }
}

extension MeetingContext {
    /// The command that starts and ends it.
    var verb: String {
        switch word {
        case .meeting: "meet"
        case .visit: "visit"
        }
    }
}

/// Why a meeting cannot be started, ended or shown. Nothing was changed.
enum ContextError: Error, Hashable, Sendable {
    case nothing
    case goingOn(String, since: String, verb: String)
}

extension ContextError: Reported {
    var exitCode: ExitCode {
        switch self {
        case .nothing: .notFound
        case .goingOn: .cannotCreate
        }
    }

    var description: String {
        switch self {
        case .nothing:
            "No meeting or visit is going on. `huddle meet start TITLE` or `huddle visit start TITLE` begins one."
        case .goingOn(let name, let since, let verb):
            "The \(name) is going on since \(since). Nothing was changed: `huddle \(verb) end` ends it first."
        }
    }
}
