/// What the data set is like.
struct DataFigures: Codable {
    let meanBytes: Double
    /// The shortest, the quartiles, and the longest.
    let quartileBytes: [Int]
    let fileBytes: Int
    let gzipRatio: Double

    init(lengths: [Int], fileBytes: Int, gzipBytes: Int) {
        let sorted = lengths.sorted()
        meanBytes = Double(lengths.reduce(0, +)) / Double(max(1, lengths.count))
        quartileBytes = [0, 1, 2, 3, 4].map { sorted[min(sorted.count - 1, sorted.count * $0 / 4)] }
        self.fileBytes = fileBytes
        gzipRatio = Double(fileBytes) / Double(max(1, gzipBytes))
    }
}
