import HuddleClient
import HuddleCore
import HuddleStore

/// One run of capture mode: a log that stays open, lines that come in, and what was made of them.
struct CaptureSession {
    let home: Home
    let log: HuddleLog
    let environment: CommandEnvironment
    let asJSON: Bool
    private let lines: any LineSource
    private let completer: CaptureCompleter
    private var desk: ContextDesk
    private var number = 0
    /// Of the first line that could not be taken.
    private var failure: ExitCode?
    private var failureCount = 0
    private(set) var saved: [RecordID] = []
    var defaults = CaptureDefaults()

    init(_ home: Home, _ log: HuddleLog, _ environment: CommandEnvironment, lines: any LineSource, asJSON: Bool) {
        self.home = home
        self.log = log
        self.environment = environment
        self.lines = lines
        self.asJSON = asJSON
        completer = CaptureCompleter(log)
        desk = ContextDesk(home, log, environment)
    }

    /// - Throws: `Unfinished`, where lines of a file or a pipe were not taken; whoever types has seen it and mended it.
    mutating func run() throws {
        if lines.isTyped {
            environment.say("A line is an entry. /help says more, Ctrl-D ends.")
            // Lines of earlier runs are a comfort: without them capturing goes on.
            for line in (try? home.typedLines()) ?? [] { lines.remember(line) }
        }
        var isGoingOn = true
        while isGoingOn {
            let completer = completer
            switch try lines.next(prompt: lines.isTyped ? try prompt : "", complete: { completer.completion(of: $0) }) {
            case .line(let bytes): isGoingOn = try taken { session in try session.take(bytes) }
            case .tooLong: isGoingOn = try taken { _ in throw CaptureModeError.tooLong }
            case .interrupted: break
            case .end: isGoingOn = false
            }
        }
        try finish()
    }

    /// Where the next line goes: `Acme Lyon @Maria Silva> `.
    private var prompt: String {
        get throws {
            let title = try desk.look().map { TextWidth.cut($0.meeting.title.visible, to: 30) } ?? "huddle"
            return ([title] + defaults.words).joined(separator: " ") + "> "
        }
    }

    /// Takes a line, or says why it cannot be taken and goes on. What is wrong with the disk or the log is wrong with the next line
    /// too, so that only somebody who can see it may try again.
    private mutating func taken(_ take: (inout CaptureSession) throws -> Bool) throws -> Bool {
        number += 1
        do {
            return try take(&self)
        } catch let error as OutputError {
            throw error
        } catch let error as any Reported {
            let place = lines.isTyped ? "" : "line \(number): "
            environment.complain("huddle: " + place + error.description)
            failure = failure ?? error.exitCode
            failureCount += 1
            return lines.isTyped || error.isAboutOneLine
        }
    }

    /// - Returns: Whether more lines are wanted.
    private mutating func take(_ bytes: [UInt8]) throws -> Bool {
        let isMarked = number == 1 && bytes.starts(with: [0xef, 0xbb, 0xbf])
        guard let text = String(validating: isMarked ? bytes.dropFirst(3) : bytes[...], as: UTF8.self)?.trimmed else {
            throw UsageError.notUTF8(what: "Line \(number)")
        }
        guard !text.isEmpty else { return true }
        lines.remember(text)
        if lines.isTyped { home.noteTyped(text) }
        if let command = try SlashCommand(text) { return try run(command) }
        try capture(text)
        return true
    }

    private mutating func capture(_ text: String) throws {
        let typed = try CaptureLine(text, kind: .mark(otherwise: defaults.kind ?? .note), today: environment.today)
        let line = defaults.applied(to: typed)
        var capture = try LineCapture(line, log)
        try capture.belong(to: try desk.current(), customer: line.customer, site: line.site)
        let id = try log.add(.entry, capture.draft)
        if asJSON { try environment.output.write(saved.isEmpty ? "[\n" : ",\n") }
        saved.append(id)
        try environment.printWritten(id, in: log, asJSON: asJSON)
        for remark in capture.remarks { environment.say(remark) }
        if lines.isTyped { BackgroundSync.start(home, in: environment) }
        if lines.isTyped, let stored = try log.stored(id) { completer.learn(Entry(stored.projection)) }
    }

    mutating func forgetLast() {
        saved.removeLast()
    }

    /// Ends the meeting or visit as well, where somebody at the terminal wants it.
    func offerToEndMeeting() throws {
        guard lines.isTyped, let open = try desk.look(),
            environment.confirms("The \(open.name) is going on. End it too?") == true
        else { return }
        let ended = try desk.end()
        try ContextReport(ended, home, log, environment).print(isOver: true, asJSON: false)
    }

    private func finish() throws {
        if asJSON { try environment.output.write(saved.isEmpty ? "[]\n" : "]\n") }
        let missed = failureCount > 0 && !lines.isTyped ? ", \(Plural.text(failureCount, "line")) not" : ""
        environment.say("\(Plural.text(saved.count, "entry")) saved\(missed).")
        if let failure, !lines.isTyped { throw Unfinished(exitCode: failure) }
    }
}

extension Reported {
    /// Whether the next line may fare better.
    fileprivate var isAboutOneLine: Bool {
        switch self {
        case is CaptureLineError, is CaptureModeError, is DraftError, is UsageError, is LookupError, is UndoError: true
        default: false
        }
    }
}
