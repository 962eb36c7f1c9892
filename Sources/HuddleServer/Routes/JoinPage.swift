import Crypto
import Foundation
import HTTPTypes
import Hummingbird

/// Answers `GET /join`: tells a person who clicked an invitation's link what to do with it.
///
/// The secret stands in the link's fragment, which browsers keep to themselves: this page never learns it, and with no
/// script it cannot. It loads nothing from anywhere.
struct JoinPage: Sendable {
    @Sendable func handle(_ request: Request, context: Routes.Context) async throws -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/html; charset=utf-8",
                .contentSecurityPolicy: Self.policy,
                .referrerPolicy: "no-referrer",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: Self.html)))
    }

    /// Nothing but the page's own style, named by its hash.
    private static let policy: String = {
        let hash = Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString()
        return "default-src 'none'; style-src 'sha256-\(hash)'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'"
    }()

    private static let style = """
        body { font: 1.1rem/1.6 system-ui, sans-serif; max-width: 36rem; margin: 4rem auto; padding: 0 1rem; \
        color: #222; background: #fff }
        code { background: #eee; padding: .1em .3em; border-radius: .2em }
        @media (prefers-color-scheme: dark) { body { color: #ddd; background: #181818 } code { background: #333 } }
        """

    private static let html = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>Join a Huddle</title>
        <style>\(style)</style>
        </head>
        <body>
        <h1>You are invited to a Huddle</h1>
        <p>A Huddle is your team's shared log. Joining takes one command on the machine where you want to use it:</p>
        <ol>
        <li>Copy this page's whole address from the address bar, with everything behind the <code>#</code>.</li>
        <li>Open a terminal and run <code>huddle join 'ADDRESS'</code>, with the address in place of ADDRESS.</li>
        </ol>
        <p>The link works once, for 24 hours. What you have written in Huddle before stays and comes along.</p>
        </body>
        </html>

        """
}
