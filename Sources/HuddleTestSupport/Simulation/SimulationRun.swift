import HuddleCore

/// What one seed came to.
package struct SimulationRun: Sendable {
    package let seed: UInt64
    package let options: SimulationOptions
    package let violation: Violation?
    package let trace: Trace

    /// Simulates one seed to its end, or to the first violation.
    ///
    /// - Throws: What a disk says before the simulation has begun.
    package init(seed: UInt64, options: SimulationOptions) throws {
        self.seed = seed
        self.options = options
        let folder = options.seedsPerFolder > 0 && seed % options.seedsPerFolder == 0 ? try TemporaryFolder() : nil
        defer { folder?.remove() }
        let disk = folder.map { SimulatedDisk.folder($0) } ?? .memory
        var simulation = try Simulation(seed: seed, options: options, disk: disk)
        do throws(Violation) {
            if let mutant = options.brokenRule?.mutant {
                // No typed throws through `rethrows`.
                let result = Mutant.breaking(mutant) { Result { () throws(Violation) in try simulation.run() } }
                try result.get()
            } else {
                try simulation.run()
            }
            violation = nil
        } catch {
            violation = error
        }
        trace = simulation.trace
    }

    /// The number of the event at which it failed; all of them where it failed at the end.
    package var lastEvent: Int { min(trace.step + 1, options.events) }
}
