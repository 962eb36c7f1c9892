import Foundation

/// Everything a run measured, for comparing later.
struct ResultFile: Codable {
    let date: String
    let commit: String
    /// The commit that it is compared with, where there is one: then limits are that one's samples.
    let base: String?
    let machine: String
    /// How busy the machine was: the load average of the last minute, at the start and at the end.
    let loadBefore: Double
    let loadAfter: Double
    let dataSets: [String: DataFigures]
    let measures: [Row]

    /// A measure with what follows from its samples, so that no reader has to work it out.
    struct Row: Codable {
        let measure: Measure
        let median: Double
        let limit: Double?
        let ratio: Double?
        let isReached: Bool?

        init(_ measure: Measure) {
            self.measure = measure
            median = measure.median
            limit = measure.limit
            ratio = measure.ratio
            isReached = measure.isReached
        }
    }

    /// - Returns: The file's path.
    func write(into folder: String) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "none")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let name =
            date.replacingOccurrences(of: ":", with: "") + "-" + commit
            + (base.map { "-beside-" + $0 } ?? "") + ".json"
        try encoder.encode(self).write(to: URL(fileURLWithPath: folder + "/" + name))
        return folder + "/" + name
    }
}
