/// Writes figures in the text format that Prometheus reads, version 0.0.4.
/// Source: prometheus.io/docs/instrumenting/exposition_formats.
struct MetricsText {
    enum Kind: String {
        case counter, gauge, histogram
    }

    typealias Labels = KeyValuePairs<String, String>

    private(set) var text = ""
    private var name = ""

    /// Begins a family; its samples follow.
    mutating func family(_ name: String, _ kind: Kind, _ help: String) {
        self.name = name
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    mutating func sample(_ value: some BinaryInteger, of labels: Labels = [:]) {
        line("", labels, "\(value)")
    }

    mutating func sample(_ value: Double, of labels: Labels = [:]) {
        line("", labels, "\(value)")
    }

    mutating func sample(_ histogram: Histogram, of labels: Labels = [:]) {
        let cumulative = histogram.cumulative
        let bounds = Histogram.bounds.map { "\($0)" } + ["+Inf"]
        for (bound, count) in zip(bounds, cumulative) {
            line("_bucket", labels, "\(count)", bound: bound)
        }
        line("_sum", labels, "\(histogram.seconds)")
        line("_count", labels, "\(cumulative.last ?? 0)")
    }

    private mutating func line(_ suffix: String, _ labels: Labels, _ value: String, bound: String? = nil) {
        var pairs = labels.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }
        if let bound { pairs.append("le=\"\(bound)\"") }
        text += name + suffix + (pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}") + " \(value)\n"
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
