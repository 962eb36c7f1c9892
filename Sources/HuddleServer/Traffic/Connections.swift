import Foundation
import HuddleCore
import NIOCore
import Synchronization

/// The open connections, and how many each address has of them.
final class Connections: Sendable {
    private struct Counts {
        var total = 0
        var byAddress: [IPAddress: Int] = [:]
    }

    private let limit: Int
    private let proxies: Proxies
    private let counts = Mutex(Counts())

    init(perAddress limit: Int, proxies: Proxies) {
        self.limit = limit
        self.proxies = proxies
    }

    var count: Int { counts.withLock { $0.total } }

    /// Notes a connection, until it is closed.
    ///
    /// - Returns: False where its address has as many as it may. Behind a proxy are many people.
    func enter(_ channel: any Channel) -> Bool {
        let address = IPAddress(channel.remoteAddress).flatMap { proxies.contains($0) ? nil : $0.network }
        let mayStay = counts.withLock { counts in
            counts.total += 1
            guard let address else { return true }
            counts.byAddress[address, default: 0] += 1
            return counts.byAddress[address, default: 0] <= limit
        }
        channel.closeFuture.whenComplete { [self] _ in leave(address) }
        return mayStay
    }

    private func leave(_ address: IPAddress?) {
        counts.withLock { counts in
            counts.total -= 1
            guard let address else { return }
            let count = counts.byAddress[address, default: 1] - 1
            counts.byAddress[address] = count == 0 ? nil : count
        }
    }

    /// Lets this process have as many files and sockets open as the system allows it.
    ///
    /// - Returns: How many connections that leaves room for, beside the databases.
    static func raiseTheSystemsLimit() -> Int {
        var limits = rlimit()
        #if os(Linux)
            let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
            let resource = RLIMIT_NOFILE
        #endif
        guard getrlimit(resource, &limits) == 0 else { return 512 }
        limits.rlim_cur = limits.rlim_max
        setrlimit(resource, &limits)
        getrlimit(resource, &limits)
        let files = Int(clamping: limits.rlim_cur)
        // Five connections of a database with three files each, at most.
        let forDatabases = min(files / 2, (Limits.openSpaces + 1) * (Limits.databaseReaders + 1) * 3)
        return max(64, min(Limits.connections, files - forDatabases))
    }
}
