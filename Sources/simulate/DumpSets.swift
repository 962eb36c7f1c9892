import ArgumentParser
import HuddleTestSupport

/// Dumps what sets of changes add up to, for `Protocol/reference/differential.py` to hold against the reference.
struct DumpSets: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sets",
        abstract: "Reads sets of changes, one a line, and writes the canonical dump of each and an empty line.",
        discussion: """
            A line holds encoded changes in hexadecimal digits, a space between two, in the order in which they arrive. \
            The dump is that of Protocol/merging.md.
            """)

    func run() throws {
        var number = 0
        while let line = readLine() {
            number += 1
            guard let dump = ChangeSetLine.dump(line) else {
                throw ValidationError("Line \(number) is no list of changes in hexadecimal digits.")
            }
            print(dump)
        }
    }
}
