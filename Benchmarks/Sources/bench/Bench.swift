import Foundation

@main
enum Bench {
    static func main() {
        do {
            try run(try Options(Array(CommandLine.arguments.dropFirst())))
        } catch {
            say("bench: \(error)")
            exit(1)
        }
    }

    static func say(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    private static func run(_ options: Options) throws {
        signal(SIGPIPE, SIG_IGN)
        let loadBefore = Machine.load
        let scratch = try Scratch(kept: options.keep)
        defer { if options.keep == nil { scratch.removeAll() } }
        let programs = try Programs(huddle: options.huddle, server: options.server)
        var measures: [Measure] = []
        var failed: [Job] = []
        var dataSets: [String: DataFigures] = [:]
        let sizes = (options.jobs.contains { $0.logs != .filled } ? [0] : []) + options.sizes
        for size in sizes {
            let stage = Stage(entries: size, programs: programs, scratch: try scratch.inner(String(size)))
            defer { stage.end(removing: options.keep == nil) }
            let comparison = try options.base.map { try Comparison(of: stage, with: $0, in: scratch) }
            defer { comparison?.end(removing: options.keep == nil) }
            for job in options.jobs where size > 0 ? job.logs != .none : job.logs != .filled {
                say("\(job.rawValue), \(Figure.grouped(size)) entries")
                do {
                    measures += try comparison?.measure(job) ?? job.measure(on: stage)
                } catch {
                    say("\(job.rawValue) failed: \(error)")
                    failed.append(job)
                }
            }
            dataSets[String(size)] = stage.figures
        }
        let order = options.jobs.map(\.rawValue)
        measures = order.flatMap { job in measures.filter { $0.job == job } }
        try report(measures, dataSets, options, loadBefore)
        guard failed.isEmpty else { throw Failure("\(failed.count) jobs could not be measured") }
    }

    private static func report(
        _ measures: [Measure], _ dataSets: [String: DataFigures], _ options: Options, _ loadBefore: Double
    ) throws {
        let date = ISO8601DateFormatter().string(from: Date())
        let result = ResultFile(
            date: date, commit: options.commit, base: options.base?.commit, machine: Machine.text,
            loadBefore: loadBefore, loadAfter: Machine.load,
            dataSets: dataSets, measures: measures.map { ResultFile.Row($0) })
        let base = result.base.map { " beside \($0)" } ?? ""
        print("\(result.machine) · commit \(result.commit)\(base) · \(date)")
        print(
            "load average \(Figure.number(result.loadBefore)) before, \(Figure.number(result.loadAfter)) after\n")
        print(Table.text(measures))
        let short = measures.filter { $0.isReached == false }.count
        print(
            options.base == nil
                ? "\n\(measures.count) measures, \(short) short of their target."
                : "\n\(measures.count) measures. A ratio is this commit's median to the other's.")
        if let folder = options.results { say("Wrote \(try result.write(into: folder)).") }
    }
}
