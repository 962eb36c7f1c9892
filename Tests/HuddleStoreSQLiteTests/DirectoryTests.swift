import Foundation
import HuddleCore
import HuddleStore
import HuddleStoreSQLite
import HuddleTestSupport
import Testing

/// The directories that the contract is run against. A new store is added here.
enum DirectoryUnderTest: String, CaseIterable {
    case sqliteInMemory
    case sqliteOnDisk
    case sqliteOnDiskWithPool

    func contract(in folder: TemporaryFolder) -> DirectoryContract.MakeDirectory {
        switch self {
        case .sqliteInMemory: { try SQLiteDirectory.inMemory() }
        case .sqliteOnDisk: { try SQLiteDirectory.open(at: folder.newPath("directory.sqlite")) }
        case .sqliteOnDiskWithPool:
            { try SQLiteDirectory.open(at: folder.newPath("directory.sqlite"), readers: .pool(2)) }
        }
    }
}

@Test(arguments: DirectoryContract.cases, DirectoryUnderTest.allCases)
func aDirectoryKeepsTheContract(_ item: DirectoryContract.Case, _ directory: DirectoryUnderTest) throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try item.run(directory.contract(in: folder))
}

/// What a directory in a file does beyond the contract.
@Suite final class DirectoryTests {
    private let folder: TemporaryFolder
    private let machine = SimulatedHost(seed: 3)
    private var host: HuddleStore.Host { machine.host }

    init() throws {
        folder = try TemporaryFolder()
    }

    deinit { folder.remove() }

    private func makeSpace(_ name: String, in directory: any DirectoryStore) throws -> SpaceListing {
        let space = SpaceListing(id: host.newRecordID(), name: name, created: host.now())
        try directory.write { try $0.add(space, hash: host.hash) }
        return space
    }

    @Test func twoProcessesSeeEachOthersWrites() throws {
        let path = try folder.newPath("directory.sqlite")
        let server = try SQLiteDirectory.open(at: path, readers: .pool(2))
        let command = try SQLiteDirectory.open(at: path)
        let space = try makeSpace("a", in: command)
        #expect(try server.read { try $0.spaces() } == [space])
        let second = try makeSpace("b", in: server)
        #expect(try command.read { try $0.spaces() } == [space, second])
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func aFileOfAnotherKindIsLeftAlone() throws {
        let log = try folder.newPath("space.sqlite")
        _ = try SQLiteSpaceStore.create(
            at: log, state: SpaceState(space: host.newRecordID(), name: "a", replica: host.newReplicaID()))
        #expect(throws: StoreError.notADatabase(path: log)) { try SQLiteDirectory.open(at: log) }
        let text = try folder.newPath("directory.sqlite")
        try "not a database, but long enough to be looked at by SQLite as if it could be one, with a header of its own"
            .write(toFile: text, atomically: true, encoding: .utf8)
        #expect(throws: StoreError.notADatabase(path: text)) { try SQLiteDirectory.open(at: text) }
    }
}
