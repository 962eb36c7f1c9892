import ArgumentParser
import HuddleCore
import HuddleTestSupport

/// Runs the simulator over seeds, and shows the shortest trace of the first failure.
struct RunSeeds: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs replicas and a server through faults that seeds draw, and checks that nothing is lost.",
        discussion: """
            A seed decides everything: the same seed and options give the same trace. A failure prints its seed, the \
            invariant that did not hold, and the shortest trace that was found.

            Faults: \(Fault.allCases.map(\.rawValue).joined(separator: ", ")).
            Mutants: \(BrokenRule.allCases.map(\.rawValue).joined(separator: ", ")).
            """)

    @Option(help: "How many seeds.")
    var seeds: UInt64 = 100

    @Option(help: "The first seed.")
    var from: UInt64 = 1

    @Option(help: "Events of each seed.")
    var events = 300

    @Option(help: "Clients of each seed, before any is cloned; without it 2 to 5, as the seed draws.")
    var replicas: Int?

    @Option(help: "all, none, or names with commas between them.")
    var faults = "all"

    @Option(help: "A rule to break: the run should fail.")
    var mutant: BrokenRule?

    @Option(help: "Events that do not happen, as numbers and ranges with commas between them.")
    var skip = ""

    @Option(help: "Every so manieth seed keeps its logs in files; 0 for none.")
    var seedsPerFolder: UInt64 = 50

    @Flag(help: "Print the first failure as it is, without looking for a shorter one.")
    var noShrink = false

    @Flag(help: "Print what happens in each seed.")
    var trace = false

    func validate() throws {
        guard events > 0, replicas ?? 1 > 0, seeds > 0 else {
            throw ValidationError("Events, replicas and seeds start at 1.")
        }
        guard !(mutant?.isInRules ?? false) || Mutant.areCompiledIn else {
            throw ValidationError("This rule can be broken in debug builds alone.")
        }
        _ = try options()
    }

    func run() throws {
        let options = try options()
        let watch = ContinuousClock().now
        var traces: UInt64 = 0
        for seed in from..<from + seeds {
            let run = try SimulationRun(seed: seed, options: options)
            traces = traces &* 31 &+ run.trace.hash
            if trace { print(run.trace.lines.joined(separator: "\n")) }
            if let violation = run.violation {
                print("Seed \(seed) violates \(violation)")
                if !noShrink { show(try run.shrunk()) }
                print(rate(of: seed - from + 1, since: watch))
                throw ExitCode.failure
            }
        }
        print("No violation. Hash of all traces: \(Hex.encode(traces))")
        print(rate(of: seeds, since: watch))
    }

    private func options() throws -> SimulationOptions {
        var options = SimulationOptions()
        options.events = events
        options.replicas = replicas
        options.faults = try FaultList(faults).faults
        options.skipped = try NumberRanges(skip).numbers
        options.brokenRule = mutant
        options.seedsPerFolder = seedsPerFolder
        options.keepsTrace = trace
        return options
    }

    private func rate(of seeds: UInt64, since start: ContinuousClock.Instant) -> String {
        let elapsed = start.duration(to: ContinuousClock().now)
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        let count = seeds * UInt64(events)
        return "\(seeds) seeds, \(count) events in \(Int(seconds)) s: \(Int(Double(count) / seconds)) events a second"
    }

    private func show(_ run: SimulationRun) {
        print("The shortest trace that was found:")
        print(run.trace.lines.map { "  " + $0 }.joined(separator: "\n"))
        print("  \(run.violation.map { "\($0)" } ?? "")")
        let faults = FaultList(run.options.faults).text
        let skipped = NumberRanges(run.options.skipped).text
        print(
            "Again: simulate --from \(run.seed) --seeds 1 --events \(run.options.events) --faults \(faults)"
                + (run.options.replicas.map { " --replicas \($0)" } ?? "")
                + (mutant.map { " --mutant \($0.rawValue)" } ?? "")
                + (skipped.isEmpty ? "" : " --skip \(skipped)") + " --trace")
    }
}

extension BrokenRule: ExpressibleByArgument {}
