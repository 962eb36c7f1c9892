import HuddleClient
import HuddleCore
import HuddleStore
import HuddleWire

/// One person's machine: a log, a clock, and perhaps a sync under way.
struct SimulatedClient {
    let number: Int
    let machine: SimulatedHost
    let store: any SpaceStore
    /// What this machine's clock is off by.
    var skewMilliseconds: Int64
    var sync: SyncMachine?
    var action: SyncMachine.Action?
    /// The call whose answer is awaited.
    var call = 0
    /// Whether a request was sent and neither answered nor given up.
    var hasAsked = false
    /// What was confirmed to the person who wrote it here.
    var confirmed: Set<ChangeID> = []

    var log: HuddleLog { HuddleLog(store: store, host: machine.host) }

    var awaitedRequest: SyncRequest? {
        if case .exchange(let request) = action { request } else { nil }
    }

    mutating func startSync(page: PageLimit) {
        var machine = SyncMachine(hash: machine.host.hash, page: page)
        action = machine.begin()
        sync = machine
    }

    mutating func happened(_ event: SyncMachine.Event) {
        action = sync?.next(event)
        switch action {
        case .finish, .fail, nil: stopSync()
        case .readState, .readOutbox, .exchange, .store, .renewReplica, .forgetLog, .restamp, .readDigests, .compare:
            break
        }
    }

    mutating func stopSync() {
        hasAsked = false
        sync = nil
        action = nil
    }
}
