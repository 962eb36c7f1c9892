import Foundation

/// Runs commands to their end, each through the small program `timed`, one at a time.
struct Runner: Sendable {
    let timed: String
    let scratch: Scratch
    /// The whole environment of what runs: nothing is inherited but the search path.
    var environment: [String: String]

    /// - Parameter output: A file that keeps what the command prints; read and given back where there is none.
    @discardableResult
    func run(_ command: String, _ arguments: [String], output: String? = nil) throws -> Run {
        let report = scratch.path("report")
        let printed = output ?? scratch.path("stdout")
        let said = scratch.path("stderr")
        let status = try Spawn([timed, report, printed, said, command] + arguments, environment).wait()
        let fields = try text(report).split(separator: " ").compactMap { Int($0.trimmingCharacters(in: .newlines)) }
        guard status == 0, fields.count == 6 else { throw Failure("\(timed) ended with \(status)") }
        guard fields[4] == 0 else {
            throw CommandFailed(
                command: ([command] + arguments).joined(separator: " "), status: fields[4], said: try text(said))
        }
        return Run(
            seconds: Double(fields[0]) / 1e9, userSeconds: Double(fields[1]) / 1e6,
            systemSeconds: Double(fields[2]) / 1e6, peakBytes: fields[3] * 1024, writtenBytes: fields[5],
            output: output == nil ? Array(try Data(contentsOf: URL(fileURLWithPath: printed))) : [])
    }

    func setting(_ name: String, _ value: String) -> Runner {
        var copy = self
        copy.environment[name] = value
        return copy
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOfFile: path, encoding: .utf8)
    }
}
