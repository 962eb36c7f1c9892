/// What one run of a command took.
struct Run: Sendable {
    let seconds: Double
    let userSeconds: Double
    let systemSeconds: Double
    let peakBytes: Int
    /// What went to the disk, whole pages of the file system, its own journal not counted.
    let writtenBytes: Int
    let output: [UInt8]

    var processorSeconds: Double { userSeconds + systemSeconds }

    /// The median of what some runs used, in words.
    static func processorTime(_ runs: [Run]) -> String {
        "cpu " + Figure.text(Statistics.median(runs.map(\.processorSeconds)), .seconds)
    }
}

/// A command that did not do what it was asked, with what it said.
struct CommandFailed: Error, CustomStringConvertible {
    let command: String
    let status: Int
    let said: String

    var description: String { "\(command) ended with \(status): \(said)" }
}

struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
