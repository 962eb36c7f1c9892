import Foundation

/// What to measure, with what.
struct Options {
    var huddle = "huddle"
    var server = "huddle-server"
    var jobs = Job.allCases
    var sizes = [10_000, 100_000]
    var results: String?
    var commit = "unknown"
    /// Where everything made on the way stays, for profiling.
    var keep: String?
    /// What to compare with, in place of the limits.
    var base: Base?

    /// The programs of another commit.
    struct Base {
        var huddle: String
        var server: String
        var commit = "base"
    }

    static let usage = """
        bench [--huddle FILE] [--server FILE] [--jobs JOB,JOB] [--sizes "10000 100000"]
            [--results FOLDER] [--commit ID] [--keep FOLDER] [--base FOLDER] [--base-commit ID]
        Jobs: \(Job.allCases.map(\.rawValue).joined(separator: " "))
        """

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        var baseCommit: String?
        while let name = rest.popFirst() {
            guard let value = rest.popFirst() else { throw Failure(Self.usage) }
            switch name {
            case "--huddle": huddle = value
            case "--server": server = value
            case "--results": results = value
            case "--commit": commit = value
            case "--keep": keep = value
            case "--base": base = Base(huddle: value + "/huddle", server: value + "/huddle-server")
            case "--base-commit": baseCommit = value
            case "--sizes": sizes = try Self.words(value).map { try Self.size($0) }
            case "--jobs": jobs = try Self.words(value).map { try Self.job($0) }
            default: throw Failure(Self.usage)
            }
        }
        if jobs.isEmpty { jobs = Job.allCases }
        if let baseCommit { base?.commit = baseCommit }
    }

    private static func words(_ text: String) -> [String] {
        text.split { $0.isWhitespace || $0 == "," }.map(String.init)
    }

    private static func size(_ word: String) throws -> Int {
        guard let size = Int(word), size >= 1000, size <= 1_000_000 else {
            throw Failure("“\(word)” is no size: 1000 to 1000000 entries")
        }
        return size
    }

    private static func job(_ word: String) throws -> Job {
        guard let job = Job(rawValue: word) else { throw Failure("there is no job “\(word)”\n\(usage)") }
        return job
    }
}
