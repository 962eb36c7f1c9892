import Foundation

/// The measures as a Markdown table, the ratios first.
enum Table {
    private static let head = [
        "ratio", "", "job", "entries", "what", "median", "quartiles", "limit", "target", "peak memory", "note",
    ]

    static func text(_ measures: [Measure]) -> String {
        let rows = [head] + measures.map(row)
        let widths = head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        func line(_ cells: [String]) -> String {
            "| "
                + zip(cells, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: " | ")
                + " |"
        }
        let rule = "|" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "|") + "|"
        return ([line(rows[0]), rule] + rows.dropFirst().map(line)).joined(separator: "\n")
    }

    static func row(_ measure: Measure) -> [String] {
        let spread = [0.25, 0.75].map { Figure.text(Statistics.quantile(measure.samples, $0), measure.unit) }
        return [
            measure.ratio.map { Figure.number($0) + " ×" } ?? "",
            measure.isReached.map { $0 ? "ok" : "**short**" } ?? "",
            measure.job, Figure.grouped(measure.entries), measure.what,
            measure.samples.isEmpty ? "" : Figure.text(measure.median, measure.unit),
            measure.samples.count > 1 ? spread.joined(separator: " … ") : "",
            measure.limit.map { Figure.text($0, measure.unit) + " " + (measure.limitName ?? "") } ?? "",
            measure.targetText, measure.peakBytes.map { Figure.text(Double($0), .bytes) } ?? "", measure.note ?? "",
        ]
    }
}

/// Numbers as people read them.
enum Figure {
    static func text(_ value: Double, _ unit: Measure.Unit) -> String {
        switch unit {
        case .seconds: value < 1 ? number(value * 1000) + " ms" : number(value) + " s"
        case .perSecond: grouped(Int(value.rounded())) + "/s"
        case .bytes: bytes(value)
        case .times: number(value) + " ×"
        case .count: number(value)
        }
    }

    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "none" }
        return value == value.rounded() && value < 1000
            ? String(Int(value)) : String(format: value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value)
    }

    static func grouped(_ value: Int) -> String {
        value < 1000 ? String(value) : grouped(value / 1000) + "," + String(format: "%03d", value % 1000)
    }

    private static func bytes(_ value: Double) -> String {
        if value < 4096 { return number(value) + " B" }
        return value < 1e6 ? number(value / 1e3) + " kB" : number(value / 1e6) + " MB"
    }
}
