import Foundation
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

    /// Whether there is a list of authorities where NIOSSL looks for one. A small container has none.
    static var machineKnowsAuthorities: Bool {
        #if os(Linux)
            let places = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/certs"]
            return places.contains { access($0, F_OK) == 0 }
        #else
            return true
        #endif
    }

    var configuration: TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if let file {
            configuration.trustRoots = .file(file)
        } else if !Self.machineKnowsAuthorities {
            // NIOSSL would fail before it connects; without any, a certificate is one that is not trusted, and said to be.
            configuration.trustRoots = .certificates([])
        }
        if let authority, let own = try? NIOSSLCertificate.fromPEMBytes(Array(authority.utf8)) {
            configuration.additionalTrustRoots = [.certificates(own)]
        }
        return configuration
    }
}
