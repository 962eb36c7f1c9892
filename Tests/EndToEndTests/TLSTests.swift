import Foundation
import HuddleTestSupport
import Testing

/// A server with a certificate of its own, from a company's own authority.
@Suite(.serialized, .enabled(if: Tool.has("openssl"))) struct TLSTests {
    private func serve(_ authority: Authority, _ more: [String] = []) throws -> RunningServer {
        try RunningServer(
            data: authority.folder.path + "/server",
            ["--tls-certificate", authority.certificate, "--tls-key", authority.key] + more)
    }

    @Test func aTeamSyncsOverTLSOnceItKnowsTheAuthority() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let authority = try Authority(folder)
        let server = try serve(authority)
        defer { server.stop() }
        #expect(server.address.hasPrefix("https://127.0.0.1:"))
        let team = try Team(folder, server)
        let (maria, jo) = (try Machine("maria", in: folder), try Machine("jo", in: folder))
        let link = try team.invite("Maria Silva")
        #expect(link.hasPrefix(server.address + "/join#"))

        let stranger = try maria.huddle("join", link)
        #expect(stranger.status == 69 && stranger.stderr.contains("not trusted here"), "\(stranger.stderr)")
        let noPEM = try maria.huddle("join", link, "--ca-file", folder.path + "/names")
        #expect(noPEM.status == 65 && noPEM.stderr.contains("no certificate"), "\(noPEM.stderr)")
        Team.expect(try maria.huddle("join", link, "--ca-file", authority.path))
        Team.expect(try maria.huddle("add", "the door jams"))
        Team.expect(try maria.huddle("sync"))
        Team.expect(try maria.huddle("members"))
        #expect(Team.expect(try team.admin("health", "--ready")) == "ready\n", "whatever the certificate says")

        let trusting = ["SSL_CERT_FILE": authority.path]
        Team.expect(try jo.huddle("join", try team.invite("Jo Weber"), environment: trusting))
        Team.expect(try jo.huddle("sync", environment: trusting))
        #expect(try jo.texts() == ["the door jams"])
        #expect(try jo.huddle("sync").status == 69, "what the machine knows is not changed")
        let missing = try jo.huddle("sync", environment: ["SSL_CERT_FILE": "/nowhere"])
        #expect(missing.status == 69 && missing.stderr.contains("names is not there"), "\(missing.stderr)")
        let noList = try jo.huddle("sync", environment: ["SSL_CERT_FILE": folder.path + "/names"])
        #expect(noList.status == 69 && noList.stderr.contains("cannot be read: what does"), "\(noList.stderr)")
    }

    /// As in a small container: a company's own authority is enough, and without it the message says what is missing.
    @Test(.enabled(if: SmallDisk.isAllowed && Tool.has("unshare"), "no right to hide the machine's authorities"))
    func aMachineThatKnowsNoAuthoritiesJoinsWithOne() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let authority = try Authority(folder)
        let server = try serve(authority)
        defer { server.stop() }
        let link = try Team(folder, server).invite("Maria Silva")
        func join(_ more: String...) throws -> (output: String, status: Int32) {
            let hide = "for list in /etc/ssl /etc/pki; do [ ! -d $list ] || mount -t tmpfs tmpfs $list; done"
            let words = ([Program.huddle.url.path, "join", link, "--home", folder.path + "/maria"] + more)
            let line = words.map { "'\($0)'" }.joined(separator: " ")
            return try Tool.run("unshare", "-m", "sh", "-c", hide + "; exec env -u SSL_CERT_FILE " + line, in: folder)
        }
        let stranger = try join()
        #expect(stranger.status == 69 && stranger.output.contains("ca-certificates"), "\(stranger.output)")
        let joined = try join("--ca-file", authority.path)
        #expect(joined.status == 0, "\(joined.output)")
    }

    @Test(.enabled(if: Tool.has("curl"))) func itSpeaksHTTP2AndNothingOlderThanTLS12() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let authority = try Authority(folder)
        let server = try serve(authority)
        defer { server.stop() }
        let live = server.address + "/health/live"
        func curl(_ more: String...) throws -> String {
            let form = "%{http_version} %{http_code} %header{x-request-id}"
            var arguments = ["curl", "-sS", "--cacert", authority.path, "-o", "/dev/null", "-w", form] + more
            arguments.append(live)
            let line = arguments.map { "'\($0)'" }.joined(separator: " ")
            return try Tool.run("sh", "-c", line, in: folder).output
        }
        #expect(try curl("--http2").hasPrefix("2 200 "))
        #expect(try curl("--http1.1").hasPrefix("1.1 200 "))
        #expect(try curl("--tlsv1.2", "--tls-max", "1.2").hasPrefix("2 200 "))
        #expect(try !curl("--tlsv1.0", "--tls-max", "1.1", "--ciphers", "DEFAULT@SECLEVEL=0").contains("200"))
        let plain = try RawConnection(to: server.address)
        plain.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(!plain.readToEnd().contains("200"))
    }

    @Test func aNewCertificateIsTakenWithoutAnybodyNoticing() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let authority = try Authority(folder)
        let server = try serve(authority)
        defer { server.stop() }
        let team = try Team(folder, server)
        let maria = try Machine("maria", in: folder)
        Team.expect(try maria.huddle("join", try team.invite("Maria Silva"), "--ca-file", authority.path))
        let watch = try BackgroundRun(maria, ["sync", "--watch"])
        defer { watch.end() }
        try watch.waitFor("Listening.")
        #expect(try authority.serial(of: server) == "serial=01")
        #expect(server.log.contains("the certificate ends soon"), "it has two days")

        try authority.sign(as: "server", serial: 2)
        server.send(SIGHUP)
        try server.waitForLog("was read anew")
        #expect(try authority.serial(of: server) == "serial=02")

        try authority.sign(as: "other", serial: 3)
        try authority.run("cp", "other.pem", "server.pem")
        server.send(SIGHUP)
        try server.waitForLog("was not read anew")
        #expect(server.log.contains("is not the key of the certificate"))
        try authority.run("sh", "-c", "echo nonsense > server.pem")
        server.send(SIGHUP)
        try server.waitForLog("holds nothing of that kind")
        #expect(try authority.serial(of: server) == "serial=02", "the old one goes on")

        Team.expect(try maria.huddle("add", "still here"))
        try watch.waitFor("Sent 1")
        #expect(!watch.output.contains("No answer"), "the open stream was not cut: \(watch.output)")
    }

    @Test func whatWouldNotBeSafeIsNotStarted() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let authority = try Authority(folder)
        func serve(_ arguments: String...) throws -> Program.Output {
            try Program.server.run(
                ["serve", "--data", folder.path + "/server", "--listen", "0.0.0.0:0"] + arguments, environment: [:],
                in: folder.path)
        }
        let plain = try serve()
        #expect(plain.status == 64 && plain.stderr.contains("--tls-certificate"), "\(plain.stderr)")
        let half = try serve("--tls-certificate", authority.certificate)
        #expect(half.status == 64 && half.stderr.contains("together with tls-key"), "\(half.stderr)")
        let missing = try serve("--tls-certificate", authority.certificate, "--tls-key", "/nowhere")
        #expect(missing.status == 64 && missing.stderr.contains("no such file"), "\(missing.stderr)")
        try authority.run("chmod", "644", "server.key")
        let open = try serve("--tls-certificate", authority.certificate, "--tls-key", authority.key)
        #expect(open.status == 64 && open.stderr.contains("chmod"), "\(open.stderr)")
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/server"), "nothing was started")
    }
}
