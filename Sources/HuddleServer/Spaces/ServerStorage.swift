package import HuddleCore
package import HuddleStore

/// Where a server's databases are. Handed in: this module names no kind of database.
package protocol ServerStorage: Sendable {
    /// Opens the directory, and starts an empty one where there is none.
    func directory() throws(StoreError) -> any DirectoryStore

    /// - Throws: `StoreError.exists`, where there is one.
    func createSpace(_ state: SpaceState) throws(StoreError)

    /// - Throws: `StoreError.missing`, where there is none.
    func openSpace(_ id: RecordID) throws(StoreError) -> any SpaceStore
}
