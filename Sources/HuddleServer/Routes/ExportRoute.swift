import HuddleCore
import HuddleFormats
import HuddleStore
import HuddleWire
import Hummingbird

/// Answers `GET /v1/spaces/{space}/exports/…`: a list as a file, in pieces as it is read.
struct ExportRoute: Sendable {
    let spaces: Spaces
    let gatekeeper: Gatekeeper
    let workers: Workers
    let traffic: Traffic
    let host: Host
    let right: Right
    let subject: ListSubject

    @Sendable func handle(_ request: Request, context: Routes.Context) async throws -> Response {
        let token = request.bearerToken
        let space = context.identifier("space")
        let meeting =
            subject == .meeting ? context.identifier("subject")?.text ?? context.parameters.get("subject") : nil
        let access = try await workers.run { try gatekeeper.admit(token: token, to: space, for: right) }
        let slot = try traffic.exports.take(by: access.member.id)
        let now = host.now()
        let (query, export) = try await traffic.call(by: access.member.id) {
            let query = try ExportQuery(request.uri.query)
            return try await workers.run {
                let export = try spaces.read(access.space.id) { reader in
                    let list = try LogList(
                        of: subject, query.words, meeting: meeting, of: access.space, me: access.member.name, at: now,
                        in: reader)
                    return try query.running(list, at: now)
                }
                return (query, export)
            }
        }
        let name = ExportFileName.make(space: access.space.name, of: subject, on: LocalCalendar.utc.day(of: now))
        return Response(
            status: .ok,
            headers: DownloadHeaders(query.format.mediaType, fileName: name + "." + query.format.fileExtension).fields,
            body: ResponseBody { writer in
                // A right that is taken back meanwhile ends the file where it is, which the client notices.
                while let piece = try await workers.run({
                    try export.next { body in
                        let access = try gatekeeper.admit(token: token, to: space, for: right)
                        return try spaces.read(access.space.id, body)
                    }
                }) { try await writer.write(ByteBuffer(bytes: piece)) }
                try await writer.finish(nil)
                withExtendedLifetime(slot) {}
            })
    }
}
