import HuddleCLI
import Testing

/// Every option and argument is in the table of what completes it, were it only to say that nothing can.
@Test func everyOptionAndArgumentIsInTheTable() throws {
    #expect(try CommandTree.withoutSource().isEmpty)
}
