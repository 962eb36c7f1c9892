/// One line of the table: what was measured, beside its limit and its target.
struct Measure: Codable {
    enum Unit: String, Codable {
        case seconds, perSecond, bytes, times, count
    }

    /// What a ratio or a figure must reach.
    enum Target: Codable {
        case ratioAtMost(Double)
        case ratioAtLeast(Double)
        case atMost(Double)
        case atLeast(Double)
    }

    let job: String
    let entries: Int
    let what: String
    let unit: Unit
    var samples: [Double]
    var limitName: String?
    var limitSamples: [Double] = []
    var target: Target?
    var targetText = ""
    var peakBytes: Int?
    var note: String?

    init(_ job: Job, _ entries: Int, _ what: String, _ unit: Unit, _ samples: [Double]) {
        self.job = job.rawValue
        self.entries = entries
        self.what = what
        self.unit = unit
        self.samples = samples
    }

    var median: Double { Statistics.median(samples) }
    var limit: Double? { limitSamples.isEmpty ? nil : Statistics.median(limitSamples) }

    /// How many times its limit: of costs above 1, of speeds below it.
    var ratio: Double? { limit.map { median / $0 } }

    var isReached: Bool? {
        switch target {
        case nil: nil
        case .ratioAtMost(let most): ratio.map { $0 <= most }
        case .ratioAtLeast(let least): ratio.map { $0 >= least }
        case .atMost(let most): median <= most
        case .atLeast(let least): median >= least
        }
    }

    func beside(_ name: String, _ samples: [Double]) -> Measure {
        var copy = self
        copy.limitName = name
        copy.limitSamples = samples
        return copy
    }

    func adding(_ more: [Double]) -> Measure {
        var copy = self
        copy.samples += more
        return copy
    }

    var withoutTarget: Measure {
        var copy = self
        copy.target = nil
        copy.targetText = ""
        return copy
    }

    func target(_ target: Target, _ text: String) -> Measure {
        var copy = self
        copy.target = target
        copy.targetText = text
        return copy
    }

    func peak(_ runs: [Run]) -> Measure { peak(bytes: runs.map(\.peakBytes).max()) }

    func peak(bytes: Int?) -> Measure {
        var copy = self
        copy.peakBytes = bytes
        return copy
    }

    func note(_ text: String) -> Measure {
        var copy = self
        copy.note = text
        return copy
    }
}
