import Foundation
import Testing

/// Texts that are kept beside the tests, so that a change of what people see is seen in review.
///
/// `HUDDLE_GOLDEN=write` writes them anew.
enum Golden {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    static func expect(_ text: String, _ name: String, location: SourceLocation = #_sourceLocation) throws {
        let file = folder.appending(path: name)
        if ProcessInfo.processInfo.environment["HUDDLE_GOLDEN"] == "write" {
            try Data(text.utf8).write(to: file)
        }
        let known = try String(contentsOf: file, encoding: .utf8)
        let first = zip(
            text.split(separator: "\n", omittingEmptySubsequences: false),
            known.split(separator: "\n", omittingEmptySubsequences: false)
        ).first { $0 != $1 }
        #expect(
            text == known, "\(name): now \(first?.0 ?? "longer or shorter"), before \(first?.1 ?? "")",
            sourceLocation: location)
    }
}
