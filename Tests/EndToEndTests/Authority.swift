import Foundation
import HuddleTestSupport
import Testing

/// An authority, and the certificate of this machine that it signed.
struct Authority {
    let folder: TemporaryFolder

    var path: String { folder.path + "/ca.pem" }
    var certificate: String { folder.path + "/server.pem" }
    var key: String { folder.path + "/server.key" }

    init(_ folder: TemporaryFolder) throws {
        self.folder = folder
        try run(
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem",
            "-days",
            "2", "-subj", "/CN=Acme authority")
        try "subjectAltName=IP:127.0.0.1,DNS:localhost\n".write(
            toFile: folder.path + "/names", atomically: true, encoding: .utf8)
        try sign(as: "server", serial: 1)
    }

    func sign(as name: String, serial: Int) throws {
        try run(
            "openssl", "req", "-newkey", "rsa:2048", "-nodes", "-keyout", name + ".key", "-out", name + ".csr",
            "-subj",
            "/CN=localhost")
        try run(
            "openssl", "x509", "-req", "-in", name + ".csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-set_serial",
            "\(serial)", "-days", "2", "-extfile", "names", "-out", name + ".pem")
        try run("chmod", "600", name + ".key")
    }

    func run(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder.path)
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(arguments)")
    }

    /// What a new connection is shown.
    func serial(of server: RunningServer) throws -> String {
        let shown = try Tool.run(
            "openssl", "s_client", "-connect", String(server.address.dropFirst("https://".count)), "-CAfile", path,
            in: folder)
        try shown.output.write(toFile: folder.path + "/shown", atomically: true, encoding: .utf8)
        let serial = try Tool.run("openssl", "x509", "-in", "shown", "-noout", "-serial", in: folder)
        return serial.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
