import HuddleCore
import HuddleStore
import HuddleStoreSQLite
import HuddleTestSupport
import Testing

/// The stores that the contract is run against. A new store is added here.
enum StoreUnderTest: String, CaseIterable {
    case sqliteInMemory
    case sqliteOnDisk
    case sqliteOnDiskWithPool

    func contract(in folder: TemporaryFolder) -> StoreContract.MakeStore {
        switch self {
        case .sqliteInMemory: { try SQLiteSpaceStore.inMemory(state: $0) }
        case .sqliteOnDisk: { try SQLiteSpaceStore.create(at: folder.newPath("log.sqlite"), state: $0) }
        case .sqliteOnDiskWithPool:
            { try SQLiteSpaceStore.create(at: folder.newPath("log.sqlite"), state: $0, readers: .pool(2)) }
        }
    }
}

@Test(arguments: StoreContract.cases, StoreUnderTest.allCases)
func aStoreKeepsTheContract(_ item: StoreContract.Case, _ store: StoreUnderTest) throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try item.run(store.contract(in: folder))
}
