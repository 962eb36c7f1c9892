import HuddleCore
import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore
import NIOSSL
import Synchronization

/// A server's certificate while it runs. It can be exchanged: new connections get the new one, old ones go on.
final class Certificates: Sendable {
    private struct State {
        var loaded: CertificateFiles.Loaded
        /// Who speaks with it.
        var channel: SecureChannel?
    }

    private let files: CertificateFiles
    private let state: Mutex<State>

    /// - Throws: `CommandError.badCertificate`.
    init(_ files: CertificateFiles) throws(CommandError) {
        self.files = files
        state = Mutex(State(loaded: try files.load()))
    }

    var expires: WallTime { state.withLock { $0.loaded.expires } }

    /// What speaks TLS with the certificate that is current when a connection comes.
    func channel(_ make: @escaping SecureChannel.Make) throws -> SecureChannel {
        try state.withLock { state in
            let channel = try SecureChannel(state.loaded.configuration, make)
            state.channel = channel
            return channel
        }
    }

    /// Reads the files anew. Where they cannot be used, everything stays as it was.
    ///
    /// - Throws: `CommandError.badCertificate`.
    func reload() throws(CommandError) {
        let loaded = try files.load()
        let channel = state.withLock { $0.channel }
        do {
            try channel?.use(loaded.configuration)
        } catch {
            throw .badCertificate(path: files.certificate, detail: "\(error)")
        }
        state.withLock { $0.loaded = loaded }
    }
}

/// A connection with TLS: HTTP/2 or HTTP/1.1, as the caller likes.
final class SecureChannel: ServerChildChannel {
    typealias Value = HTTP2UpgradeChannel.Value
    typealias Make = @Sendable (TLSConfiguration) throws -> HTTP2UpgradeChannel

    private let make: Make
    private let current: Mutex<HTTP2UpgradeChannel>

    init(_ configuration: TLSConfiguration, _ make: @escaping Make) throws {
        self.make = make
        current = Mutex(try make(configuration))
    }

    /// For the connections that come from now on.
    func use(_ configuration: TLSConfiguration) throws {
        let next = try make(configuration)
        current.withLock { $0 = next }
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        current.withLock { $0 }.setup(channel: channel, logger: logger)
    }

    func handle(value: Value, logger: Logger) async {
        await current.withLock { $0 }.handle(value: value, logger: logger)
    }
}
