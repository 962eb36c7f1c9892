import Foundation
import HuddleCore
import NIOSSL

/// The two files that make a server one that others can trust.
struct CertificateFiles: Hashable, Sendable {
    /// PEM: the server's own certificate first, then those between it and its authority.
    let certificate: String
    /// PEM.
    let key: String

    /// Reads both and proves that they belong together.
    ///
    /// - Throws: `CommandError.badCertificate`.
    func load() throws(CommandError) -> Loaded {
        try requirePrivate(key)
        let chain = try read(certificate) { try NIOSSLCertificate.fromPEMFile($0) }
        guard let own = chain.first else { throw .badCertificate(path: certificate, detail: "there is none in it") }
        let secret = try read(key) { try NIOSSLPrivateKey(file: $0, format: .pem) }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(secret))
        configuration.minimumTLSVersion = .tlsv12
        do {
            _ = try NIOSSLContext(configuration: configuration)
        } catch {
            throw .badCertificate(path: key, detail: "it is not the key of the certificate in \(certificate)")
        }
        return Loaded(
            configuration: configuration, expires: WallTime(milliseconds: Int64(own.notValidAfter) * 1000))
    }

    struct Loaded: Sendable {
        let configuration: TLSConfiguration
        let expires: WallTime
    }

    private func read<Value>(_ path: String, _ body: (String) throws -> Value) throws(CommandError) -> Value {
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw .badCertificate(path: path, detail: "there is no such file, or no permission to read it")
        }
        do {
            return try body(path)
        } catch {
            throw .badCertificate(path: path, detail: "it holds nothing of that kind in PEM")
        }
    }

    private func requirePrivate(_ path: String) throws(CommandError) {
        guard let status = FileStatus(of: path), status.allows(0o007) else { return }
        throw .badCertificate(path: path, detail: "everybody on this machine may use it: chmod 640 or 600")
    }
}
