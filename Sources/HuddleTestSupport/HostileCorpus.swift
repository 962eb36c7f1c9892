import Foundation

/// The texts that no format may obey: `Tests/Formats/hostile.json`, which `check.py` reads too.
///
/// They stand in every field of every format, out and in.
package enum HostileCorpus {
    private struct Page: Decodable {
        struct Long: Decodable {
            let repeated: String
            let bytes: Int
        }

        let texts: [String: [String]]
        let long: [Long]
    }

    private static let page: Page = {
        let file = URL(filePath: #filePath).appending(path: "../../../Tests/Formats/hostile.json").standardizedFileURL
        do {
            return try JSONDecoder().decode(Page.self, from: try Data(contentsOf: file))
        } catch {
            preconditionFailure("\(file.path()) cannot be read: \(error)")
        }
    }()

    package static let texts = page.texts.sorted { $0.key < $1.key }.flatMap(\.value)

    /// Lines of ten megabytes.
    package static var long: [String] {
        page.long.map { String(repeating: $0.repeated, count: $0.bytes / $0.repeated.utf8.count) }
    }
}
