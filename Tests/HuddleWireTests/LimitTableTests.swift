import Foundation
import HuddleCore
import Testing

/// `Protocol/sync.md` lists every limit of `Limits.swift` with its value.
struct LimitTableTests {
    @Test func everyLimitStandsInItsTable() throws {
        let table = try #require(PageTable(["name", "value"], in: try ProtocolFolder.text("sync.md")))
        var told: [String: Int] = [:]
        for row in table.rows {
            let name = try #require(row["name"])
            #expect(told[name] == nil, "\(name) stands there twice")
            told[name] = row["value"].flatMap { Int($0.replacing(",", with: "")) }
        }
        let known = try limits()
        #expect(known["changesPerPage"] == Limits.changesPerPage && known["changeBytes"] == Limits.changeBytes)
        for name in Set(told.keys).union(known.keys).sorted() {
            #expect(told[name] == known[name], "\(name): sync.md, then Limits.swift")
        }
    }

    /// Read from the source, because a program cannot list an enum's constants.
    private func limits() throws -> [String: Int] {
        let file = ProtocolFolder.file("../Sources/HuddleCore/Values/Limits.swift")
        let source = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        var limits: [String: Int] = [:]
        for line in source.split(separator: "\n") {
            guard let constant = line.firstMatch(of: /static let (\w+)(?:: \w+)? = ([0-9_ *]+)$/) else { continue }
            let factors = constant.2.split(separator: "*").map { Int($0.filter { $0 != " " && $0 != "_" }) ?? 0 }
            limits[String(constant.1)] = factors.reduce(1, *)
        }
        let declared = source.split(separator: "\n").count { $0.contains("static let ") }
        #expect(limits.count == declared, "a limit is written in a way that is not read here")
        return limits
    }
}
