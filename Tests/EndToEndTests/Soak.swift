import Foundation
import HuddleCore
import HuddleStore
import HuddleStoreSQLite
import HuddleTestSupport
import Synchronization
import Testing

/// Many people who write, edit, sync, are cut off and come back, while the server is killed and started again.
///
/// All of it by the real programs. The extent is taken from the environment: an hour with 200 clients is
/// `HUDDLE_SOAK_SECONDS=3600 HUDDLE_SOAK_CLIENTS=200 HUDDLE_SOAK_RESTART_SECONDS=120`.
final class Soak: Sendable {
    /// What one client was told is saved, and how its calls ended.
    struct Told {
        var texts: Set<String> = []
        var synced = 0
        var away = 0
        var killed = 0
        /// Anything that is neither done, nor an absent server, nor killed on purpose.
        var surprises: [String] = []
    }

    /// What the server held on to at one moment.
    struct Footprint {
        let residentBytes: Int
        let descriptors: Int
    }

    static let seconds = Extent.number("HUDDLE_SOAK_SECONDS", otherwise: 120)
    static let clients = Extent.number("HUDDLE_SOAK_CLIENTS", otherwise: 40)
    static let restartSeconds = Extent.number("HUDDLE_SOAK_RESTART_SECONDS", otherwise: 15)
    static let workers = Extent.number("HUDDLE_SOAK_WORKERS", otherwise: 4)

    /// Rates are no part of this: all clients call from one address.
    private static let environment = [
        "HUDDLE_REQUESTS_PER_ADDRESS": "1000000", "HUDDLE_REQUESTS_PER_ACCOUNT": "1000000",
        "HUDDLE_JOINS_PER_ADDRESS": "1000000", "HUDDLE_CONNECTIONS_PER_ADDRESS": "10000",
    ]

    let folder: TemporaryFolder
    private let data: String
    private let listen: String
    private let server: Mutex<RunningServer>
    private let machines: [Machine]
    private let told: Mutex<[Told]>
    private let seen = Mutex<[Footprint]>([])

    var footprints: [Footprint] { seen.withLock { $0 } }
    var accounts: [Told] { told.withLock { $0 } }

    init(in folder: TemporaryFolder) throws {
        self.folder = folder
        data = folder.path + "/server"
        let first = try RunningServer(data: data, environment: Self.environment)
        listen = String(first.address.trimmingPrefix("http://"))
        let data = data
        func admin(_ arguments: String...) throws -> String {
            Team.expect(try Program.server.run(arguments + ["--data", data], environment: [:], in: folder.path))
        }
        _ = try admin("space", "create", "Acme team")
        machines = try (0..<Self.clients).map { number in
            let machine = try Machine("client\(number)", in: folder)
            let link = try admin("member", "add", "Acme team", "Client \(number)", "--department", "sales")
            Team.expect(try machine.huddle("join", link.trimmingCharacters(in: .whitespacesAndNewlines)))
            return machine
        }
        server = Mutex(first)
        told = Mutex(Array(repeating: Told(), count: Self.clients))
    }

    /// The server's keeper and the clients' workers, until the time is up; then everyone syncs to the end.
    func run() throws {
        let end = ContinuousClock.now + .seconds(Self.seconds)
        let (working, keeping) = (DispatchGroup(), DispatchGroup())
        let keeperStops = DispatchSemaphore(value: 0)
        for worker in 0..<Self.workers {
            start("worker \(worker)", in: working) { soak in soak.work(worker, until: end) }
        }
        start("keeper", in: keeping) { soak in soak.keep(until: keeperStops) }
        working.wait()
        keeperStops.signal()
        keeping.wait()
        note()
        // The first round brings everything to the server, the second everything to everyone.
        for _ in 1...2 {
            for machine in machines { Team.expect(try machine.huddle("sync")) }
        }
        note()
    }

    /// On a thread of its own, because it waits for other programs.
    private func start(_ name: String, in group: DispatchGroup, _ body: @escaping @Sendable (Soak) -> Void) {
        group.enter()
        let thread = Thread { [self] in
            body(self)
            group.leave()
        }
        thread.name = name
        thread.start()
    }

    func stop() {
        server.withLock { _ = $0.stop() }
    }

    /// Kills the server and starts it again at the same address, every so often.
    private func keep(until stops: DispatchSemaphore) {
        while stops.wait(timeout: .now() + .seconds(Self.restartSeconds)) == .timedOut {
            note()
            server.withLock { server in
                server.kill()
                do {
                    server = try RunningServer(data: data, listen: listen, environment: Self.environment)
                } catch {
                    Issue.record("the server did not start again: \(error)")
                }
            }
        }
    }

    private func work(_ worker: Int, until end: ContinuousClock.Instant) {
        var random = SeededRandom(seed: UInt64(worker))
        let mine = Array(stride(from: worker, to: Self.clients, by: Self.workers))
        var step = 0
        while ContinuousClock.now < end, let client = mine.randomElement(using: &random) {
            step += 1
            do {
                try act(client, step, &random)
            } catch {
                told.withLock { $0[client].surprises.append("\(error)") }
            }
        }
    }

    private func act(_ client: Int, _ step: Int, _ random: inout SeededRandom) throws {
        let machine = machines[client]
        let text = "client \(client) step \(step)"
        switch Int.random(in: 0..<100, using: &random) {
        case ..<45:
            let output = try machine.huddle("add", "! \(text) #quality customer:Acme")
            tell(client, output, texts: [text])
        case ..<55:
            // The last thing written here, or nothing where nothing was.
            tell(client, try machine.huddle("edit", "@last", "--customer", "Acme \(step)"), isRefusable: true)
        case ..<60 where Fault.areHere:
            // Cut off at some call to the system, in the middle of a sync.
            let fault = Fault(kind: .kill, call: Int.random(in: 1...400, using: &random))
            tell(client, try machine.huddle("sync", environment: fault.environment))
        case ..<65 where Fault.areHere:
            let fault = Fault(kind: .kill, call: Int.random(in: 1...60, using: &random))
            tell(client, try machine.huddle("add", text, environment: fault.environment), texts: [text])
        default:
            tell(client, try machine.huddle("sync"))
        }
    }

    private func tell(_ client: Int, _ output: Program.Output, texts: Set<String> = [], isRefusable: Bool = false) {
        told.withLock { told in
            switch output.status {
            case 0:
                told[client].texts.formUnion(texts)
                told[client].synced += texts.isEmpty ? 1 : 0
            case 69: told[client].away += 1
            case SIGKILL: told[client].killed += 1
            case 66 where isRefusable: break
            default: told[client].surprises.append("\(output.status): \(output.stderr)")
            }
        }
    }

    private func note() {
        let process = server.withLock { $0.processID }
        guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") }),
            let kilobytes = line.split(separator: " ").compactMap({ Int($0) }).first,
            let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").count
        else { return }
        seen.withLock { $0.append(Footprint(residentBytes: kilobytes * 1024, descriptors: open)) }
    }

    /// Each client's entries: the identifier, the text and the customer of each.
    func logs() throws -> [[RecordID: String]] {
        try machines.map { machine in
            let logs = machine.home + "/logs"
            let name = try #require(try FileManager.default.contentsOfDirectory(atPath: logs).first)
            let store = try SQLiteSpaceStore.open(at: "\(logs)/\(name)/log.sqlite")
            var entries: [RecordID: String] = [:]
            try store.read { reader in
                try reader.eachEntry(matching: EntryFilter()) { stored in
                    let entry = Entry(stored.projection)
                    entries[stored.projection.id] = "\(entry.text) / \(entry.customer ?? "")"
                }
            }
            return entries
        }
    }
}
