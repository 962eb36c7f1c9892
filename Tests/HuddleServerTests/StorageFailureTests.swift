import HTTPTypes
import HuddleCore
import HuddleServer
import HuddleStore
import HuddleStoreSQLite
import HuddleTestSupport
import HuddleWire
import Hummingbird
import HummingbirdTesting
import Testing

@Suite struct StorageFailureTests {
    /// Opens no space: every log fails with this error.
    private struct FailingStorage: ServerStorage {
        let shared: any DirectoryStore
        let error: StoreError

        func directory() throws(StoreError) -> any DirectoryStore { shared }
        func createSpace(_ state: SpaceState) throws(StoreError) {}
        func openSpace(_ id: RecordID) throws(StoreError) -> any SpaceStore { throw error }
        func copy(_ file: StoredFile, to path: String) throws(StoreError) { throw error }
        func seal(_ file: StoredFile) throws(StoreError) { throw error }
        var formats: StoredFormats { StoredFormats(directory: 1, log: 1) }
        func format(of file: StoredFile) throws(StoreError) -> Int { 1 }
        func compact(_ file: StoredFile) throws(StoreError) { throw error }
        func remove(_ file: StoredFile) throws(StoreError) { throw error }
    }

    @Test(arguments: [
        (StoreError.diskFull(path: "/secret/place"), ProblemCode.storageFull),
        (.busy(path: "/secret/place"), .unavailable),
        (.damaged(path: "/secret/place", detail: "page 7"), .internalError),
        (.missing(path: "/secret/place"), .internalError),
    ])
    func aFailureIsNamedAndNothingInternalGetsOut(error: StoreError, code: ProblemCode) async throws {
        let storage = FailingStorage(shared: try SQLiteDirectory.inMemory(), error: error)
        let server = try TestServer(storage: storage)
        let device = try server.device(in: try server.makeSpace())
        try await server.withClient { client in
            let answer = try await client.post(device.path, "{}", device.headers(.json))
            let problem = try answer.problem()
            #expect(problem.code == code)
            #expect(problem.retryAfterSeconds.map { "\($0)" } == answer.headers[.retryAfter])
            #expect(problem.retryAfterSeconds ?? 0 > 0)
            #expect(!problem.detail.contains("secret"))
        }
    }
}
