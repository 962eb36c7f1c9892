/// Two builds measured in turns, so that whatever else the machine does slows both.
struct Comparison {
    let stage: Stage
    private let other: Stage
    private let name: String

    init(of stage: Stage, with base: Options.Base, in scratch: Scratch) throws {
        self.stage = stage
        name = base.commit
        other = Stage(
            entries: stage.entries, programs: try Programs(huddle: base.huddle, server: base.server),
            scratch: try scratch.inner("\(stage.entries)-base"))
    }

    /// Each measure of this build beside the same one of the other; what the other cannot be measured at stands alone.
    ///
    /// The other's rounds stand at both ends: what drifts in the meantime falls on both alike.
    func measure(_ job: Job) throws -> [Measure] {
        var (theirs, ours) = ([Measure](), [Measure]())
        for round in [(other, false), (stage, true), (stage, true), (other, false)] {
            let measures = try job.measure(on: round.0)
            if round.1 { ours = pooled(ours, measures) } else { theirs = pooled(theirs, measures) }
        }
        return ours.map { measure in
            let match = theirs.first { $0.what == measure.what }
            return measure.withoutTarget.beside(name, match?.samples ?? [])
        }
    }

    private func pooled(_ measures: [Measure], _ more: [Measure]) -> [Measure] {
        measures.isEmpty
            ? more
            : measures.map { measure in
                measure.adding(more.first { $0.what == measure.what }?.samples ?? [])
            }
    }

    func end(removing isRemoved: Bool) { other.end(removing: isRemoved) }
}
