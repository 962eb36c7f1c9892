import NIOSSL

/// On whose word a server's certificate is believed.
package struct Trust: Hashable, Sendable {
    /// PEM of an authority that counts beside the others: a company's own.
    let authority: String?
    /// A PEM file that counts instead of the machine's list, as `SSL_CERT_FILE` names it to other programs.
    let file: String?

    package init(authority: String?, file: String?) {
        self.authority = authority
        self.file = file
    }

    /// Whether a text holds certificates as PEM.
    package static func isAuthority(_ pem: String) -> Bool {
        (try? NIOSSLCertificate.fromPEMBytes(Array(pem.utf8)))?.isEmpty == false
    }

    var configuration: TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if let file { configuration.trustRoots = .file(file) }
        if let authority, let own = try? NIOSSLCertificate.fromPEMBytes(Array(authority.utf8)) {
            configuration.additionalTrustRoots = [.certificates(own)]
        }
        return configuration
    }
}
