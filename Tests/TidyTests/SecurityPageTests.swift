import Foundation
import Testing

/// `SECURITY.md` says which test shows what: each must be there.
@Suite struct SecurityPageTests {
    /// The last cells of all rows about threats.
    private func proofs() throws -> [(row: String, names: [String])] {
        let page = try String(contentsOf: SourceTree.top.appending(path: "SECURITY.md"), encoding: .utf8)
        var isAboutThreats = false
        return page.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard line.hasPrefix("|"), let last = cells.last else {
                isAboutThreats = false
                return nil
            }
            if last == "shown by" { isAboutThreats = true }
            guard isAboutThreats, last != "shown by", !last.hasPrefix("---") else { return nil }
            let names = last.split(separator: "`").enumerated().filter { $0.offset.isMultiple(of: 2) }.map {
                String($0.element)
            }
            return (String(line), names.filter { !$0.trimmingCharacters(in: [",", " "]).isEmpty })
        }
    }

    @Test func everyThreatIsShownToBeMetByATestThatExists() throws {
        let tests = try SourceTree.files(in: ["Tests"]).filter { $0.path.hasSuffix("Tests.swift") }
        let lines = tests.flatMap(\.lines)
        let proofs = try proofs()
        #expect(proofs.count > 30, "the tables were found")
        for (row, names) in proofs {
            #expect(!names.isEmpty, "no test shows: \(row)")
            for name in names {
                #expect(lines.contains { $0.contains("func \(name)(") }, "\(name) is no test: \(row)")
            }
        }
    }
}
