import HuddleCLI
import HuddleClient
import HuddleCore
import HuddleStore
import HuddleStoreSQLite
import HuddleTestSupport
import Synchronization
import Testing

/// One person's machine in this process: a home folder, a clock, and a terminal that remembers what it was told.
struct Machine {
    /// What one run of `huddle` came to.
    struct Run {
        let code: ExitCode
        let out: String
        let err: String
    }

    let home: String
    let host: SimulatedHost
    let network: Network
    /// The terminal's width, nil for a pipe.
    var columns: Int?
    var variables: [String: String] = [:]
    /// Where the log is, as the machine would name it.
    var place: String?
    /// What somebody types in capture mode, nil for a pipe.
    var typed: [TypedLine]?
    /// What is typed when a command asks, nil for nobody there.
    var answer: String?
    /// The terminal's height, nil where it does not tell.
    var rows: Int?
    /// The user's pager, nil where none can be started.
    var pager: (@Sendable (_ command: String) -> any Pager)?
    /// What goes wrong when a log is opened, which nobody foresaw.
    var fault: (any Error & Sendable)?
    /// What another process does to the log just before this one writes to it.
    var beforeWriting: (@Sendable () throws -> Void)?
    /// What the user does to a file in the editor.
    var editor: @Sendable (_ command: String, _ path: String) -> Bool = { _, _ in false }

    init(_ folder: TemporaryFolder, seed: UInt64 = 1, network: Network = .none, columns: Int? = nil) throws {
        home = try folder.newPath("home")
        host = SimulatedHost(seed: seed)
        self.network = network
        self.columns = columns
    }

    /// Runs one command, a second after the one before.
    func huddle(_ arguments: String..., input: [UInt8] = []) async -> Run {
        await huddle(arguments.map { Array($0.utf8) }, input: input)
    }

    func huddle(_ arguments: [[UInt8]], input: [UInt8] = []) async -> Run {
        host.advance(milliseconds: 1000)
        let out = Transcript()
        let err = Transcript()
        let (answer, editor, fault, place, typed, pager) = (answer, editor, fault, place, typed, pager)
        let beforeWriting = beforeWriting
        let variables = variables.merging(["HUDDLE_HOME": home]) { given, _ in given }
        let environment = CommandEnvironment(
            stores: Home.Stores(
                open: { path in
                    if let fault { throw fault }
                    let store = try SQLiteSpaceStore.open(at: path)
                    return if let beforeWriting { RacedStore(store: store, beforeWriting) } else { store }
                },
                create: { try SQLiteSpaceStore.create(at: $0, state: $1) },
                place: { _ in place }, salvage: { try DamagedSQLiteLog(at: $0, scratch: $1) }),
            host: host.host, network: network, calendar: LocalCalendar(secondsAhead: { _ in 3600 }), device: "laptop",
            variable: { variables[$0] }, input: { Array(input.prefix($0 + 1)) },
            lines: { if let typed { TypedLines(typed) } else { PipedLines(input) } },
            answer: { answer }, editor: editor, pager: { pager?($0) },
            output: Channel(columns: columns, rows: rows) { out.append($0) },
            errors: Channel(columns: columns) { err.append($0) })
        let code: ExitCode
        switch Program.begin(arguments, in: environment) {
        case .ended(let ended): code = ended
        case .awaiting(let rest): code = await rest()
        }
        return Run(code: code, out: out.text, err: err.text)
    }

    /// Runs a command that must go well.
    ///
    /// - Returns: What it printed.
    @discardableResult
    func expect(_ arguments: String..., location: SourceLocation = #_sourceLocation) async -> String {
        let run = await huddle(arguments.map { Array($0.utf8) })
        #expect(run.code == .success, "\(run.err)", sourceLocation: location)
        return run.out
    }

    /// Captures something.
    ///
    /// - Returns: Its short id.
    func capture(_ arguments: String..., location: SourceLocation = #_sourceLocation) async -> String {
        let run = await huddle(arguments.map { Array($0.utf8) })
        #expect(run.code == .success, "\(run.err)", sourceLocation: location)
        return String(run.out.prefix { $0 != " " })
    }
}

/// A log to which another process writes whenever this one is about to.
private struct RacedStore: SpaceStore {
    private let store: any SpaceStore
    private let beforeWriting: @Sendable () throws -> Void

    init(store: any SpaceStore, _ beforeWriting: @escaping @Sendable () throws -> Void) {
        self.store = store
        self.beforeWriting = beforeWriting
    }

    func read<Result>(_ body: (any SpaceReader) throws -> Result) throws -> Result { try store.read(body) }

    func write<Result>(_ body: (any SpaceWriter) throws -> Result) throws -> Result {
        try beforeWriting()
        return try store.write(body)
    }
}

/// Remembers what is written to it.
private final class Transcript: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    func append(_ more: [UInt8]) {
        bytes.withLock { $0 += more }
    }

    var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }
}

extension Network {
    /// A machine without one.
    static let none = Network(
        join: { _, server, _ in throw TransportError.unreachable(server: server, detail: "no network") },
        connect: { access, _, _ in throw TransportError.unreachable(server: access.url, detail: "no network") },
        administer: { access, _, _ in throw TransportError.unreachable(server: access.url, detail: "no network") },
        pause: .real)
}

/// Lines from a person at a terminal, who ends with Ctrl-D.
private final class TypedLines: LineSource {
    let isTyped = true
    private var rest: ArraySlice<TypedLine>

    init(_ lines: [TypedLine]) {
        rest = lines[...]
    }

    func next(prompt: String, complete: @escaping (String) -> Completion) -> TypedLine {
        rest.popFirst() ?? .end
    }

    func remember(_ line: String) {}
}

extension PipedLines {
    /// A pipe that gives a few bytes at a time.
    convenience init(_ input: [UInt8]) {
        let pieces = Pieces(input)
        self.init { pieces.next() }
    }

    private final class Pieces {
        private var rest: ArraySlice<UInt8>

        init(_ input: [UInt8]) {
            rest = input[...]
        }

        func next() -> [UInt8] {
            defer { rest = rest.dropFirst(7) }
            return Array(rest.prefix(7))
        }
    }
}
