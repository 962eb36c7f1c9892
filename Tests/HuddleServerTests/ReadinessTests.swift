import HuddleCore
import HuddleServer
import HuddleStore
import HuddleTestSupport
import HuddleWire
import Hummingbird
import HummingbirdTesting
import Synchronization
import Testing

/// `/health/ready` says whether the server can write and read.
@Suite struct ReadinessTests {
    /// A directory whose disk can fill up, and that counts how often it is written to.
    private final class ShakyDirectory: DirectoryStore {
        let base: any DirectoryStore
        let isFull = Mutex(false)
        let writes = Mutex(0)

        init(_ base: any DirectoryStore) {
            self.base = base
        }

        func read<Result>(_ body: (any DirectoryReader) throws -> Result) throws -> Result { try base.read(body) }

        func write<Result>(_ body: (any DirectoryWriter) throws -> Result) throws -> Result {
            writes.withLock { $0 += 1 }
            if isFull.withLock({ $0 }) { throw StoreError.diskFull(path: "directory.sqlite") }
            return try base.write(body)
        }
    }

    @Test func itIsReadyAsLongAsTheDiskTakesWhatIsWritten() throws {
        let machine = SimulatedHost(seed: 4)
        let directory = ShakyDirectory(try MemoryStorage().directory())
        let readiness = Readiness(directory: directory, host: machine.host)
        for _ in 0..<50 { try readiness.check() }
        #expect(directory.writes.withLock { $0 } == 1, "however often it is asked")
        directory.isFull.withLock { $0 = true }
        try readiness.check()
        machine.advance(milliseconds: Limits.readinessSeconds * 1000)
        #expect(throws: StoreError.self) { try readiness.check() }
        #expect(throws: StoreError.self) { try readiness.check() }
        directory.isFull.withLock { $0 = false }
        machine.advance(milliseconds: Limits.readinessSeconds * 1000)
        try readiness.check()
        machine.advance(milliseconds: -3_600_000)
        directory.isFull.withLock { $0 = true }
        #expect(throws: StoreError.self, "a clock that is set back does not keep it from trying") {
            try readiness.check()
        }
    }

    @Test func anybodyMayAsk() async throws {
        try await TestServer().withClient { client in
            let answer = try await client.execute(uri: "/health/ready", method: .get)
            #expect(answer.status == .ok && answer.bytes == Array("ready\n".utf8))
        }
    }
}
