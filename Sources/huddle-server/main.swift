import Foundation
import HuddleCore
import HuddleServer
import HuddleStore
import HuddleWire

// The set-up: the one place that names SQLite, the real clock, real randomness and the process's environment.

// Whatever is made here is its owner's alone.
umask(0o077)

let environment = ServerEnvironment(
    host: Host(
        now: { WallTime(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) },
        random: {
            var generator = SystemRandomNumberGenerator()
            return generator.next()
        },
        hash: Fingerprint.hash128),
    variables: ProcessInfo.processInfo.environment,
    storage: { SQLiteStorage(folder: $0) },
    print: { FileHandle.standardOutput.write(Data(($0 + "\n").utf8)) },
    say: { FileHandle.standardError.write(Data(($0 + "\n").utf8)) })

// `exit` rather than a return: unwinding an asynchronous main thread takes longer than most commands.
exit(await ServerProgram.run(Array(CommandLine.arguments.dropFirst()), in: environment).rawValue)
