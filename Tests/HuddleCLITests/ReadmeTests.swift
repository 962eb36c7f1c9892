import Foundation
import HuddleCLI
import Testing

/// What README.md says in tables is what the programs do.
@Suite struct ReadmeTests {
    private let lines: [String]

    init() throws {
        let top = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        lines = try String(contentsOf: top.appending(path: "README.md"), encoding: .utf8).split(separator: "\n")
            .map(String.init)
    }

    @Test func everyExitCodeIsInTheTableOnceWithItsMeaning() {
        let rows = lines.compactMap { line -> String? in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 2, Int(cells[0]) != nil else { return nil }
            return cells[0] + " " + cells[1]
        }
        #expect(rows == ExitCode.allCases.map { "\($0.rawValue) \($0.meaning)" })
    }

    @Test func everyCommandIsNamed() {
        let text = lines.joined(separator: "\n")
        for path in CommandTree.paths where path.count == 1 {
            let isNamed = text.contains("`huddle \(path[0])")
            #expect(isNamed, "huddle \(path[0])")
        }
    }

    @Test func proseFitsALine() {
        for line in lines where !line.hasPrefix("|") {
            #expect(line.count <= 120, "\(line)")
        }
    }
}
