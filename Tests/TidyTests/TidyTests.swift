import Foundation
import Testing

/// What a debugger leaves behind is soon committed with the rest.
@Test func nothingLargeLiesAbout() throws {
    let folders = [
        "Deploy", "Protocol", "Scripts", "Sources", "Templates", "Tests", "Benchmarks/results", "Fuzz/corpus",
    ]
    var files = try FileManager.default.contentsOfDirectory(
        at: SourceTree.top, includingPropertiesForKeys: [.fileSizeKey])
    #expect(files.contains { $0.lastPathComponent == "Package.swift" }, "the tree was found")
    for folder in folders {
        let found = FileManager.default.enumerator(
            at: SourceTree.top.appending(path: folder), includingPropertiesForKeys: [.fileSizeKey])
        files += found?.compactMap { $0 as? URL } ?? []
    }
    for file in files where file.lastPathComponent != "core" {
        let size = try file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
        #expect(size < 300_000, "\(file.path) has \(size) bytes")
    }
}

@Test func noFileIsTooLongToHaveOneIdea() throws {
    for file in try SourceTree.files(in: ["Sources", "Tests"]) {
        #expect(file.lines.count <= 400, "\(file.path) has \(file.lines.count) lines")
    }
}

@Test(arguments: [
    "@testable", "@unchecked Sendable", "Task.detached", "Task.sleep", "Thread.sleep", "try!", "fatalError(", "TODO",
    "FIXME",
])
func nothingThatTheProjectDoesWithout(_ word: String) throws {
    for file in try SourceTree.files(in: ["Sources", "Tests"]) where file.target != "TidyTests" {
        let isAbsent = !file.lines.contains { isOffence($0, word) }
        #expect(isAbsent, "\(file.path) says \(word)")
    }
}

/// A marker word of ours is one only in a comment: the minutes of other people are full of them.
private func isOffence(_ line: Substring, _ word: String) -> Bool {
    guard line.contains(word) else { return false }
    return word == "TODO" || word == "FIXME" ? line.contains("// \(word)") : true
}

@Test func nothingIsPublicButGeneratedCode() throws {
    for file in try SourceTree.files(in: ["Sources"]) {
        let isTidy = !file.lines.contains { $0.split(separator: " ").first == "public" }
        #expect(isTidy, "\(file.path) declares something public")
    }
}

@Test func everyTestSaysWhatItExpects() throws {
    for file in try SourceTree.files(in: ["Tests"]) where file.path.hasSuffix("Tests.swift") {
        let text = file.lines.joined(separator: "\n")
        let isTest = text.contains("@Test")
        let checks = ["#expect", "#require", ".run(", "Issue.record"].contains { text.contains($0) }
        #expect(!isTest || checks, "\(file.path) has tests that cannot fail")
    }
}
