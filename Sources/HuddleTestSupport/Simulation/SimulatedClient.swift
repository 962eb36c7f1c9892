import HuddleClient
import HuddleCore
import HuddleStore
import HuddleWire

/// What a log should hold, told by what was seen to happen to it. It is copied, restored and cloned with the log's disk.
struct LogModel {
    var held: Set<ChangeID> = []
    /// Read back from the log that its cursor stands in.
    var settled: Set<ChangeID> = []
    /// What `BrokenRule.outboxClearedOnAcknowledgement` does not offer again.
    var acknowledged: Set<ChangeID> = []
    /// The last stamp issued here.
    var last = Stamp.zero
}

/// One person's machine: a log, a clock, and perhaps a sync under way.
struct SimulatedClient {
    let number: Int
    let machine: SimulatedHost
    /// Whose machine it is, and as which member the server knows this person.
    let owner: String
    let member: RecordID
    /// What it calls the server with. A cloned disk has the same one.
    var token: [UInt8]
    var store: SimulatedStore
    var model = LogModel()
    var backup: (store: SimulatedStore, model: LogModel)?
    var clock: SimulatedClock
    /// Writes what only a newer version knows.
    var isNewer = false
    var isCutOff = false
    /// Whether its disk was ever cloned or went back in time: only then may it find that it is a copy.
    var wasCopied = false

    var sync: SyncMachine?
    var action: SyncMachine.Action?
    /// Why the last sync ended early.
    var failure: SyncError?
    /// The call whose answer is awaited.
    var call = 0
    /// Whether a request was sent and neither answered nor given up.
    var hasAsked = false
    /// A page of which only the cursor was stored: what `BrokenRule.cursorStoredFirst` does.
    var halfStored: PulledPage?

    mutating func startSync(hash: @escaping Hash128, page: PageLimit) {
        var machine = SyncMachine(hash: hash, page: page)
        action = machine.begin()
        sync = machine
        failure = nil
    }

    mutating func happened(_ event: SyncMachine.Event) {
        action = sync?.next(event)
        switch action {
        case .finish, nil: stopSync()
        case .fail(let error):
            failure = error
            stopSync()
        case .wait: happened(.waited)
        case .readState, .readOutbox, .exchange, .store, .renewReplica, .forgetLog, .restamp, .readDigests, .compare:
            break
        }
    }

    /// What memory held is gone; what was stored stays.
    mutating func stopSync() {
        hasAsked = false
        sync = nil
        action = nil
        halfStored = nil
    }
}

/// The log that everyone syncs with, and what should be in it.
struct SimulatedServer {
    let machine: SimulatedHost
    var store: SimulatedStore
    var backup: (store: SimulatedStore, model: ServerModel)?
    var model = ServerModel()
    var directory: SimulatedDirectory
    var clock = SimulatedClock.right
    /// How many bytes may still come in; nil where there is no quota.
    var roomBytes: UInt64?
    /// Whether its log was ever replaced by another one.
    var wasReplaced = false
}

struct ServerModel {
    var log: [ChangeID] = []
    /// The cursor after each of these.
    var cursors = [Cursor.start]
    var logged: Set<ChangeID> = []

    var cursor: Cursor { cursors[cursors.count - 1] }
}
