/// The log's file at rest, beside the text in it.
struct DiskJob {
    let stage: Stage
    private static let texts = ["main", "details", "customer", "product", "site", "people", "tags"]

    func measure() throws -> [Measure] {
        let home = try stage.pushed().home
        let file = Home.bytes(of: try home.log)
        let sum = Self.texts.map { "coalesce(length(CAST(\($0) AS BLOB)), 0)" }.joined(separator: " + ")
        let text = try home.number("SELECT sum(\(sum)) FROM record")
        return [
            Measure(.disk, stage.entries, "log.sqlite", .bytes, [Double(file)])
                .beside("text", [Double(text)]).target(.ratioAtMost(3), "≤ 3 ×")
                .note("\(file / stage.entries) B an entry, of which text \(text / stage.entries) B")
        ]
    }
}
