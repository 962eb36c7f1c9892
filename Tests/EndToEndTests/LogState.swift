import Foundation
import GRDB
import HuddleTestSupport
import Testing

/// How far a log is, read from its file.
struct LogState: Equatable {
    let seq: Int64
    let unsettled: Int

    init(at path: String) throws {
        // Nothing is mended or moved by looking: what a program does with what it finds is its own.
        var configuration = Configuration()
        configuration.readonly = true
        let database = try DatabaseQueue(path: path, configuration: configuration)
        (seq, unsettled) = try database.read { database in
            (
                try Int64.fetchOne(database, sql: "SELECT seq FROM state") ?? 0,
                try Int.fetchOne(database, sql: "SELECT count(*) FROM change WHERE seq IS NULL") ?? 0
            )
        }
        try database.close()
    }
}

extension RunningServer {
    /// The file of its one space.
    var spaceFile: String {
        get throws {
            let spaces = data + "/spaces"
            let name = try #require(
                try FileManager.default.contentsOfDirectory(atPath: spaces).first { $0.hasSuffix(".sqlite") })
            return spaces + "/" + name
        }
    }

    /// The end of that space's log, as the file has it.
    var head: Int64 {
        get throws { try LogState(at: try spaceFile).seq }
    }
}

extension Machine {
    func state() throws -> LogState { try LogState(at: try logPath) }
}
