import Foundation
import HuddleCLI
import HuddleClient
import HuddleCore
import HuddleStore
import HuddleStoreSQLite
import HuddleWire
import Synchronization

/// Hands a command the real things: SQLite, the clock, randomness, the terminal.
@main
enum Main {
    /// Synchronous, because an asynchronous one costs more at exit than a whole capture.
    static func main() {
        umask(0o077)
        switch Program.begin(arguments, in: environment) {
        case .ended(let code):
            exit(code.rawValue)
        case .awaiting(let rest):
            // The main thread runs nothing of this, so waiting costs it nothing.
            Task { @concurrent in exit(await rest().rawValue) }
            while true { pause() }
        }
    }

    /// The bytes of the command line. `CommandLine.arguments` would mend what is not UTF-8.
    private static var arguments: [[UInt8]] {
        (1..<max(1, Int(CommandLine.argc))).compactMap { position in
            CommandLine.unsafeArgv[position].map { word in
                UnsafeBufferPointer(start: word, count: strlen(word)).map { UInt8(bitPattern: $0) }
            }
        }
    }

    private static var lines: any LineSource {
        if let editor = LineEditor() { return editor }
        return PipedLines { try Files.readPiece(STDIN_FILENO, named: "stdin") }
    }

    /// The log that was opened last stays open to the end, when the system closes it: taking a connection down costs a twentieth of
    /// a capture, and nothing waits for it.
    private static let lastOpened = Mutex<SQLiteSpaceStore?>(nil)

    private static func open(_ path: String) throws(StoreError) -> SQLiteSpaceStore {
        let store = try SQLiteSpaceStore.open(at: path)
        lastOpened.withLock { $0 = store }
        return store
    }

    private static var environment: CommandEnvironment {
        var environment = CommandEnvironment(
            stores: Home.Stores(
                open: open, create: { try SQLiteSpaceStore.create(at: $0, state: $1) },
                place: Machine.place(of:), salvage: { try DamagedSQLiteLog(at: $0, scratch: $1) }),
            host: Host(now: Clock.now, random: { UInt64.random(in: .min ... .max) }, hash: Fingerprint.hash128),
            network: .http(certificates: getenv("SSL_CERT_FILE").map { String(cString: $0) }),
            calendar: LocalCalendar(secondsAhead: Clock.secondsAhead), device: Machine.name,
            variable: { name in getenv(name).map { String(cString: $0) } },
            input: { try Files.readWhole(STDIN_FILENO, named: "stdin", limit: $0) },
            lines: { lines },
            answer: { isatty(STDIN_FILENO) == 1 ? readLine() : nil }, editor: Editor.run,
            pager: PagerProcess.start,
            output: Stream.channel(STDOUT_FILENO), errors: Stream.channel(STDERR_FILENO))
        environment.background = Background.start
        return environment
    }
}

private typealias Host = HuddleStore.Host
