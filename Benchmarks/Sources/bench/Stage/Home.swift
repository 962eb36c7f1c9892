import CBench
import Foundation

/// A folder that `HUDDLE_HOME` names.
struct Home {
    let folder: String

    /// The file of the log in use.
    var log: String {
        get throws { try logFolder + "/log.sqlite" }
    }

    /// The space that the log belongs to, once it joined from nothing.
    var space: String {
        get throws { String(try String(contentsOfFile: folder + "/current", encoding: .utf8).dropLast()) }
    }

    var token: String {
        get throws {
            struct Access: Decodable { let token: String }
            let data = try Data(contentsOf: URL(fileURLWithPath: try logFolder + "/server.json"))
            return try JSONDecoder().decode(Access.self, from: data).token
        }
    }

    /// Makes the home sync with another address.
    func move(from url: String, to other: String) throws {
        let file = try logFolder + "/server.json"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try text.replacingOccurrences(of: port(url), with: port(other)).write(
            toFile: file, atomically: true, encoding: .utf8)
    }

    /// Of `http://127.0.0.1:8787`, the part `:8787`, which JSON does not escape.
    private func port(_ url: String) -> String { ":" + (url.split(separator: ":").last ?? "") }

    /// Brings the log to its size at rest.
    func rest() throws {
        guard bench_checkpoint(try log) == 0 else { throw Failure("cannot checkpoint \(try log)") }
    }

    func number(_ sql: String) throws -> Int { Int(bench_number(try log, sql)) }

    static func bytes(of file: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file)
        return (attributes?[.size] as? NSNumber)?.intValue ?? 0
    }

    private var logFolder: String {
        get throws { folder + "/logs/" + (try space) }
    }
}
