/// What one run of a command took.
struct Run: Sendable {
    let seconds: Double
    let userSeconds: Double
    let systemSeconds: Double
    let peakBytes: Int
    let output: [UInt8]
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
