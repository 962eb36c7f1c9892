import HuddleStore

/// What tells at little cost whether anything in a store changed.
struct Vitals: Equatable {
    let state: SpaceState
    let counts: StoreCounts

    init(of store: SimulatedStore) throws {
        (state, counts) = try store.read { (try $0.state(), try $0.counts()) }
    }
}
