extension SimulationRun {
    /// The shortest failure of the same invariant that can be found: with fewer events, fewer faults, fewer replicas.
    ///
    /// Source: Zeller, Hildebrandt, "Simplifying and Isolating Failure-Inducing Input" (2002), without its refinements.
    ///
    /// - Parameter tries: How many runs may be spent.
    package func shrunk(tries: Int = 600) throws -> SimulationRun {
        guard let violation else { return self }
        var shrinking = Shrinking(best: self, invariant: violation.invariant, triesLeft: tries)
        try shrinking.run()
        var options = shrinking.best.options
        options.keepsTrace = true
        return try SimulationRun(seed: seed, options: options)
    }
}

private struct Shrinking {
    var best: SimulationRun
    let invariant: Invariant
    var triesLeft: Int

    mutating func run() throws {
        let last = best.trace.step
        if last >= 0 { try attempt { $0.events = last + 1 } }
        for count in 1...3 where best.options.replicas == nil { try attempt { $0.replicas = count } }
        for fault in Fault.allCases { try attempt { $0.faults.remove(fault) } }
        var size = best.options.events / 2
        while size > 0 {
            var start = 0
            while start < best.options.events {
                let chunk = Set(start..<min(start + size, best.options.events))
                start += size
                if chunk.isSubset(of: best.options.skipped) { continue }
                try attempt { $0.skipped.formUnion(chunk) }
            }
            size /= 2
        }
        for fault in Fault.allCases { try attempt { $0.faults.remove(fault) } }
    }

    /// Keeps the change of the options if the same invariant still fails.
    private mutating func attempt(_ change: (inout SimulationOptions) -> Void) throws {
        var options = best.options
        change(&options)
        guard triesLeft > 0 else { return }
        triesLeft -= 1
        let run = try SimulationRun(seed: best.seed, options: options)
        if run.violation?.invariant == invariant { best = run }
    }
}
