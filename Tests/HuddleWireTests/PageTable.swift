/// A table of one of the protocol's pages.
struct PageTable {
    /// Each row's cells by their column's title, without the backquotes of code.
    let rows: [[String: String]]

    /// The page's table with these columns first.
    init?(_ columns: [String], in page: String) {
        let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(where: { Self.cells($0).starts(with: columns) }) else { return nil }
        let titles = Self.cells(lines[start])
        rows = lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map { line in
            Dictionary(zip(titles, Self.cells(line)), uniquingKeysWith: { first, _ in first })
        }
    }

    private static func cells(_ line: some StringProtocol) -> [String] {
        guard line.hasPrefix("|"), line.hasSuffix("|") else { return [] }
        return line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false).map { cell in
            let words = cell.split(separator: " ").joined(separator: " ")
            let isCode = words.count > 2 && words.hasPrefix("`") && words.hasSuffix("`")
            return isCode ? String(words.dropFirst().dropLast()) : words
        }
    }
}
