/// How often what goes wrong. All are probabilities, of a message or of a step.
package struct Faults: Hashable, Sendable {
    package var lostRequest = 0.0
    package var lostReply = 0.0
    package var repeated = 0.0

    package init() {}

    package static let none = Faults()

    /// Rates drawn anew for each run, so that some runs are calm and some are wild.
    package init(using random: inout SeededRandom) {
        lostRequest = Double.random(in: 0...0.3, using: &random)
        lostReply = Double.random(in: 0...0.3, using: &random)
        repeated = Double.random(in: 0...0.3, using: &random)
    }
}
