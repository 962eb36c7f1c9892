import Foundation

/// The project's own Swift files.
enum SourceTree {
    struct File {
        /// From the top of the project: `Sources/HuddleCore/Merging/Stamp.swift`.
        let path: String
        let lines: [Substring]

        /// The target that it belongs to.
        var target: String { String(path.split(separator: "/")[1]) }

        /// The modules that it imports.
        var imports: [String] {
            lines.compactMap { line in
                let words = line.split(separator: " ")
                let modifiers = ["package", "internal", "private", "public", "@testable"]
                guard let position = words.firstIndex(of: "import"), position + 1 < words.count,
                    words[..<position].allSatisfy({ modifiers.contains(String($0)) })
                else { return nil }
                return words[position + 1].split(separator: ".").first.map { String($0) }
            }
        }
    }

    static let top = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// What `git ls-files` would say of these folders, without generated code.
    static func files(in folders: [String]) throws -> [File] {
        var files: [File] = []
        for folder in folders {
            let url = top.appending(path: folder)
            let paths = FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []
            for path in paths.sorted() where path.hasSuffix(".swift") && !path.hasSuffix(".pb.swift") {
                let text = try String(contentsOf: url.appending(path: path), encoding: .utf8)
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                files.append(File(path: folder + "/" + path, lines: lines))
            }
        }
        return files
    }
}
