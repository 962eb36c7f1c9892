import HuddleCore
import HuddleWire
import Testing

/// `Protocol/errors.md` lists what the code has, no more and no less.
struct ErrorTableTests {
    @Test func everyProblemStandsInItsTable() throws {
        let table = try #require(PageTable(["code", "status", "retry"], in: try ProtocolFolder.text("errors.md")))
        let told = table.rows.map { [$0["code"], $0["status"], $0["retry"]] }
        let known = ProblemCode.allCases.map { [$0.rawValue, String($0.status), $0.retry.rawValue] }
        expectEqual(told, known)
    }

    @Test func everyRefusalStandsInItsTable() throws {
        let table = try #require(PageTable(["code", "goes to", "when"], in: try ProtocolFolder.text("errors.md")))
        expectEqual(table.rows.map { [$0["code"]] }, RefusalCode.allCases.map { [$0.rawValue] })
        #expect(table.rows.allSatisfy { ["outbox", "quarantine"].contains($0["goes to"]) })
    }

    @Test func everyRetryStandsInItsTable() throws {
        let table = try #require(PageTable(["retry", "when"], in: try ProtocolFolder.text("errors.md")))
        expectEqual(table.rows.map { [$0["retry"]] }, Retry.allCases.map { [$0.rawValue] })
    }

    @Test func everyCodeSaysWhenItIsGivenAndWhatToDo() throws {
        let page = try ProtocolFolder.text("errors.md")
        for columns in [["code", "status"], ["code", "goes to"]] {
            let table = try #require(PageTable(columns, in: page))
            for row in table.rows {
                #expect(row["when"]?.isEmpty == false && row["what a client does"]?.isEmpty == false, "\(row)")
            }
        }
    }

    /// In whatever order.
    private func expectEqual(_ told: [[String?]], _ known: [[String]]) {
        let told = told.map { $0.map { $0 ?? "nothing" } }
        #expect(Set(told).subtracting(known) == [], "in errors.md and not in the code")
        #expect(Set(known).subtracting(told) == [], "in the code and not in errors.md")
        #expect(told.count == known.count, "a row twice")
    }
}
