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
        let takesGzip = AnswerForm.takesGzip(request)
        let (query, export, isPacked) = try await traffic.call(by: access.member.id) {
            let query = try ExportQuery(request.uri.query)
            // A workbook is packed already.
            let isPacked = takesGzip && query.format != .xlsx
            return try await workers.run {
                let export = try spaces.read(access.space.id) { reader in
                    let list = try LogList(
                        of: subject, query.words, meeting: meeting, of: access.space, me: access.member.name, at: now,
                        in: reader)
                    return try query.running(list, at: now, isPacked: isPacked)
                }
                return (query, export, isPacked)
            }
        }
        let name = ExportFileName.make(space: access.space.name, of: subject, on: LocalCalendar.utc.day(of: now))
        let headers = DownloadHeaders(
            query.format.mediaType, fileName: name + "." + query.format.fileExtension)
        // A right that is taken back meanwhile ends the file where it is, which the client notices.
        return Response(export, headers, isPacked: isPacked, on: workers, holding: slot) { body in
            let access = try gatekeeper.admit(token: token, to: space, for: right)
            return try spaces.read(access.space.id, body)
        }
    }
}
