import HuddleCore
import Logging
import ServiceLifecycle
import UnixSignals

/// Reads the certificate anew at each SIGHUP. A file that cannot be used changes nothing, and the log says so.
struct Reloading: Service {
    let certificates: Certificates?
    let manager: ServiceManager
    let logger: Logger

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            manager.reloads { reload() }
        }
    }

    private func reload() {
        guard let certificates else {
            return logger.notice("nothing to read anew: there is no certificate")
        }
        do throws(CommandError) {
            try certificates.reload()
            logger.notice(
                "the certificate was read anew; open connections go on with the old one",
                metadata: ["expires": "\(certificates.expires.iso8601)"])
        } catch {
            logger.error(
                "the certificate was not read anew; the old one goes on", metadata: ["error": "\(error)"])
        }
    }
}
