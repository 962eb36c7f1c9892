import HuddleCore
import HuddleStore

/// What is simulated.
package struct SimulationOptions: Sendable {
    package var events = 300
    /// How many people write; nil for as many as the seed draws, of 2 to 5.
    package var replicas: Int?
    package var faults = Set(Fault.allCases)
    /// Events that do not happen; all others are the same as with them. It is how a failure's trace is made short.
    package var skipped: Set<Int> = []
    package var brokenRule: BrokenRule?
    /// Every so manieth seed keeps its logs in files, the others in memory; 0 for none.
    package var seedsPerFolder: UInt64 = 50
    package var keepsTrace = false

    package init() {}
}

/// People who write and sync while the world goes wrong around them: the real rules, store, wire, sync machine and server
/// exchange behind a simulated clock, network, disk and randomness. One thread; a seed decides everything.
///
/// Each event draws from randomness of its own, so that leaving one out leaves the others as they are.
struct Simulation {
    let seed: UInt64
    let options: SimulationOptions
    let disk: SimulatedDisk
    var rates: FaultRates
    var page: PageLimit
    /// Pages once faults have stopped. Most seeds have larger ones there: small ones were seen before, and are slow.
    let healingPage: PageLimit
    /// What a clock shows that is right.
    private var now = SimulatedHost.start
    /// What the wall clocks show is a multiple of this: coarse clocks make equal stamps.
    let clockStepMilliseconds: Int64
    /// The randomness of the event at hand.
    var random: SeededRandom
    var server: SimulatedServer
    var network = SimulatedNetwork()
    var clients: [SimulatedClient] = []
    let mostClients: Int
    var records: [RecordID] = []
    var book = Book()
    /// What was confirmed to its author and is on some disk, by its essence.
    var promised: Set<Int> = []
    var trace: Trace

    static let mostClones = 3

    init(seed: UInt64, options: SimulationOptions, disk: SimulatedDisk) throws {
        var random = SeededRandom(seed: seed)
        self.seed = seed
        self.disk = disk
        self.options = options
        let left = options.brokenRule?.leavesOut ?? []
        rates = FaultRates(allowed: options.faults.subtracting(left), using: &random)
        page = PageLimit(changes: random.pick([1, 2, 3, 7, 20, 20, 100]), bytes: .max)
        healingPage = random.chance(0.25) ? page : PageLimit(changes: 100, bytes: .max)
        clockStepMilliseconds = random.pick([1, 1, 1000, 60_000])
        trace = Trace(keepsLines: options.keepsTrace)
        let machine = SimulatedHost(seed: random.next())
        let space = machine.host.newRecordID()
        let state = SpaceState(space: space, name: "server", replica: machine.host.newReplicaID())
        server = SimulatedServer(
            machine: machine, store: try disk.create(state),
            directory: try SimulatedDirectory(space: space, host: machine.host))
        mostClients = (options.replicas ?? Int.random(in: 2...5, using: &random)) + Self.mostClones
        for number in 0..<(mostClients - Self.mostClones) {
            let machine = SimulatedHost(seed: random.next())
            var state = SpaceState(space: space, name: "client \(number)", replica: machine.host.newReplicaID())
            if random.chance(0.5) { state.person = Person.id(named: "person \(number)", hash: machine.host.hash) }
            let (owner, token) = ("client \(number)", machine.host.randomBytes(Limits.tokenBytes))
            var client = SimulatedClient(
                number: number, machine: machine, owner: owner, member: try server.directory.join(owner, token: token),
                token: token, store: try disk.create(state),
                clock: SimulatedClock(
                    skewMilliseconds: random.chance(0.3) ? 0 : Int64.random(in: -120_000...120_000, using: &random)))
            client.isNewer = rates.strikes(.newer, &random)
            clients.append(client)
        }
        self.random = random
    }

    /// All events, the end of all faults, and every check.
    ///
    /// - Throws: `Violation`; whatever the code throws that no fault accounts for is one, too.
    mutating func run() throws(Violation) {
        do {
            for number in 0..<options.events where !options.skipped.contains(number) { try step(number) }
            try heal()
            try checkAtTheEnd()
        } catch let violation as Violation {
            throw violation
        } catch {
            throw Violation(invariant: .worksOn, detail: "\(error)")
        }
    }

    /// One event: something breaks, somebody writes, somebody's sync takes a step, or a message arrives.
    private mutating func step(_ number: Int) throws {
        trace.begin(step: number)
        random = SeededRandom(seed: seed &* 0x9e37_79b9_7f4a_7c15 ^ UInt64(number) &* 0xd134_2543_de82_ef95)
        advanceClocks(by: Int64.random(in: 0...3000, using: &random))
        if try somethingBreaks() { return }
        let client = Int.random(in: 0..<clients.count, using: &random)
        switch Int.random(in: 0..<10, using: &random) {
        case 0...2: try write(client)
        case 3...6: try syncStep(client)
        default: try deliver()
        }
        if random.chance(0.05) { try inspect(client) }
    }

    mutating func advanceClocks(by milliseconds: Int64) {
        now = WallTime(milliseconds: now.milliseconds + milliseconds)
        server.machine.now = server.clock.time(at: now, after: server.machine.now)
        for client in clients {
            client.machine.now = client.clock.time(at: now, after: client.machine.now, step: clockStepMilliseconds)
        }
    }

    func host(of client: SimulatedClient) -> Host { host(client.machine) }

    func host(_ machine: SimulatedHost) -> Host {
        let host = machine.host
        guard options.brokenRule == .idsByReplicaAndIndex else { return host }
        return Host(now: host.now, random: host.random, hash: BrokenRule.hashOfReplicaAndIndex)
    }
}
