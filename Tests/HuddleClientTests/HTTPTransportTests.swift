import HuddleClient
import NIOCore
import Testing

@Suite struct HTTPTransportTests {
    private struct Other: Error {}

    /// - Returns: How often the call was made, and whether one was answered.
    private func make(failing failures: [any Error]) async -> (calls: Int, isAnswered: Bool) {
        var calls = 0
        let answer = try? await HTTPTransport.againIfClosed {
            calls += 1
            if calls <= failures.count { throw failures[calls - 1] }
            return true
        }
        return (calls, answer == true)
    }

    @Test(arguments: [ChannelError.ioOnClosedChannel, .alreadyClosed, .outputClosed])
    func aCallOnAConnectionThatTurnsOutToBeClosedIsMadeAgainOnce(_ error: ChannelError) async {
        #expect(await make(failing: [error]) == (2, true))
        #expect(await make(failing: [error, error]) == (2, false))
    }

    @Test func aCallThatFailedOtherwiseIsLeftToWhoeverMadeIt() async {
        #expect(await make(failing: [Other()]) == (1, false))
        #expect(await make(failing: [ChannelError.connectTimeout(.seconds(1))]) == (1, false))
        #expect(await make(failing: []) == (1, true))
    }
}
