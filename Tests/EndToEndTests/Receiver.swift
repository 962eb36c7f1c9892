import Foundation
import HuddleTestSupport
import Testing

/// A target over TLS on this machine, in Python: what it does depends on the path that is asked for.
///
/// `/ok` takes everything; `/busy` is not ready for the first one; `/moved` sends elsewhere; `/silent` never answers; `/drip` takes and
/// then goes on slowly; `/huge` answers without end; `/hostile` answers what a terminal would obey; `/refuse` says no.
final class Receiver {
    struct Message: Decodable {
        let path: String
        let id: String
        let timestamp: String
        let signature: String
        let type: String
        let agent: String
        let body: String
        /// Whether Python's `hmac` comes to the same signature.
        let isGenuine: Bool
    }

    let address: String
    private let process = Process()
    private let folder: TemporaryFolder
    private let log: String

    init(_ authority: Authority) throws {
        folder = authority.folder
        log = folder.path + "/received"
        try Data().write(to: URL(filePath: log))
        let script = folder.path + "/receiver.py"
        try Data(Self.script.utf8).write(to: URL(filePath: script))
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", script, authority.certificate, authority.key, log, folder.path + "/secret"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw DidNotStart() }
            line += more
        }
        let port = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        address = "https://localhost:" + port
    }

    /// Tells it what its messages are signed with.
    func know(_ secret: String) throws {
        try secret.write(toFile: folder.path + "/secret", atomically: true, encoding: .utf8)
    }

    var messages: [Message] {
        let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap {
            try? JSONDecoder().decode(Message.self, from: Data($0.utf8))
        }
    }

    func messages(at path: String) -> [Message] { messages.filter { $0.path == path } }

    /// With the one signal that a child of a test never has blocked.
    func stop() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    struct DidNotStart: Error {}

    private static let script = """
        import base64, hashlib, hmac, json, ssl, sys, threading, time
        from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

        certificate, key, log, secret_file = sys.argv[1:]
        seen = {}
        lock = threading.Lock()

        def genuine(headers, body):
            try:
                secret = base64.b64decode(open(secret_file).read().strip().removeprefix("whsec_"))
            except OSError:
                return False
            signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
            wanted = "v1," + base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
            return any(hmac.compare_digest(wanted, one) for one in headers["webhook-signature"].split(" "))

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments):
                pass

            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                with lock:
                    seen[self.path] = seen.get(self.path, 0) + 1
                    count = seen[self.path]
                    with open(log, "a") as file:
                        file.write(json.dumps({
                            "path": self.path, "id": self.headers["webhook-id"],
                            "timestamp": self.headers["webhook-timestamp"],
                            "signature": self.headers["webhook-signature"], "type": self.headers["content-type"],
                            "agent": self.headers["user-agent"], "body": body.decode(),
                            "isGenuine": genuine(self.headers, body)}) + "\\n")
                if self.path == "/busy" and count == 1:
                    return self.answer(500, b"not yet")
                if self.path == "/refuse":
                    return self.answer(403, b"no")
                if self.path == "/moved":
                    return self.answer(307, b"", ("location", "/ok"))
                if self.path == "/hostile":
                    return self.answer(200, b"\\x1b[31mred\\r\\n\\x07" + b"x" * 5000)
                if self.path == "/silent":
                    time.sleep(60)
                    return
                if self.path in ("/drip", "/huge"):
                    self.send_response(200)
                    self.send_header("content-length", str(10**12))
                    self.end_headers()
                    try:
                        while True:
                            self.wfile.write(b"x" * (65536 if self.path == "/huge" else 1))
                            self.wfile.flush()
                            if self.path == "/drip":
                                time.sleep(0.5)
                    except OSError:
                        return
                self.answer(200, b"ok")

            def answer(self, status, body, *headers):
                self.send_response(status)
                self.send_header("content-length", str(len(body)))
                for name, value in headers:
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request, address):
                pass

        server = Server(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        print(server.server_address[1], flush=True)
        server.serve_forever()
        """
}
