/// Reads figures as strictly as the text format says, version 0.0.4.
/// Source: prometheus.io/docs/instrumenting/exposition_formats.
struct PrometheusText {
    struct Mistake: Error, CustomStringConvertible {
        let description: String
    }

    /// Each sample's value by its name and its labels as they stand.
    private(set) var samples: [String: Double] = [:]
    private(set) var labelValues: Set<String> = []
    private var kinds: [String: String] = [:]
    private var helped: Set<String> = []
    private var current = ""

    init(_ text: String) throws {
        guard text.hasSuffix("\n") else { throw Mistake(description: "no line end at the end") }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            do {
                try read(line)
            } catch let mistake as Mistake {
                throw Mistake(description: "\(mistake): \(line)")
            }
        }
        for (name, kind) in kinds where kind == "histogram" { try checkHistograms(name) }
    }

    /// The sum over all of a family's samples.
    func sum(_ name: String) -> Double {
        samples.filter { $0.key == name || $0.key.hasPrefix(name + "{") }.values.reduce(0, +)
    }

    private mutating func read(_ line: Substring) throws {
        if let found = line.wholeMatch(of: /# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)/) {
            guard helped.insert(String(found.1)).inserted else { throw Mistake(description: "a second HELP") }
            return
        }
        if let found = line.wholeMatch(of: /# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)/) {
            let (name, kind) = (String(found.1), String(found.2))
            guard kinds.updateValue(kind, forKey: name) == nil else { throw Mistake(description: "a second TYPE") }
            guard helped.contains(name) else { throw Mistake(description: "no HELP before it") }
            guard (kind == "counter") == name.hasSuffix("_total") else {
                throw Mistake(description: "a counter's name")
            }
            current = name
            return
        }
        try readSample(line)
    }

    private mutating func readSample(_ line: Substring) throws {
        let label = /[a-zA-Z_][a-zA-Z0-9_]*="((?:[^"\\\n]|\\\\|\\"|\\n)*)"/
        guard let found = line.wholeMatch(of: /([a-zA-Z_:][a-zA-Z0-9_:]*)(\{.*\})? ([^ ]+)/) else {
            throw Mistake(description: "no sample")
        }
        let suffixes = kinds[current] == "histogram" ? ["_bucket", "_sum", "_count"] : [""]
        guard suffixes.contains(where: { found.1 == current + $0 }) else {
            throw Mistake(description: "not of the family \(current)")
        }
        var rest = (found.2 ?? "{}").dropFirst().dropLast()
        while !rest.isEmpty {
            guard let pair = rest.prefixMatch(of: label) else { throw Mistake(description: "no label") }
            labelValues.insert(String(pair.1))
            rest = rest[pair.range.upperBound...]
            if rest.first == "," {
                rest = rest.dropFirst()
            } else if !rest.isEmpty {
                throw Mistake(description: "no comma")
            }
        }
        guard let value = Double(found.3) else { throw Mistake(description: "no number") }
        guard samples.updateValue(value, forKey: String(found.1 + (found.2 ?? ""))) == nil else {
            throw Mistake(description: "twice")
        }
    }

    /// Buckets only grow, and the last one holds all.
    private func checkHistograms(_ name: String) throws {
        var buckets: [String: [(bound: Double, count: Double)]] = [:]
        for (key, count) in samples where key.hasPrefix(name + "_bucket{") {
            guard let found = key.firstMatch(of: /,?le="([^"]+)"\}$/),
                let bound = Double(found.1 == "+Inf" ? "inf" : found.1)
            else { throw Mistake(description: "a bucket without a bound: \(key)") }
            let labels = key[..<found.range.lowerBound].dropFirst(name.count + "_bucket{".count)
            buckets[String(labels), default: []].append((bound, count))
        }
        for (labels, found) in buckets {
            let ordered = found.sorted { $0.bound < $1.bound }
            let rises = zip(ordered, ordered.dropFirst()).allSatisfy { $0.count <= $1.count }
            let total = samples["\(name)_count" + (labels.isEmpty ? "" : "{\(labels)}")]
            guard rises, ordered.last?.bound == .infinity, ordered.last?.count == total else {
                throw Mistake(description: "\(name){\(labels)} is no histogram")
            }
        }
    }
}
