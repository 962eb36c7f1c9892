import HTTPTypes
import HuddleCore
import HuddleFormats
import HuddleStore
import HuddleWire
import Hummingbird

/// Answers `GET /feeds/{secret}`: a list to whoever has its link.
///
/// The secret stands in the address. Nothing here may log it: `AnswerMiddleware` logs the route's template.
struct FeedRoute: Sendable {
    let feeds: Feeds
    let workers: Workers
    let traffic: Traffic

    @Sendable func handle(_ request: Request, context: Routes.Context) async throws -> Response {
        try traffic.feed(from: context.caller)
        guard let (secret, ending) = context.parameters.get("secret").flatMap({ FeedLink.parts(of: $0) }) else {
            throw Feeds.unknown
        }
        let hash = TokenHash.of(secret)
        let known = request.headers[values: .ifNoneMatch]
        let found = try await workers.run { try feeds.open(hash, ending: ending) }
        let slot = try traffic.feeds.take(by: found.feed.id)
        let isPacked = AnswerForm.takesGzip(request)
        let (tag, export) = try await workers.run {
            try feeds.export(found, isPacked: isPacked) { $0.isNamed(in: known) }
        }
        let headers = headers(of: found, tag)
        guard let export else { return Response(status: .notModified, headers: headers.fields) }
        // A feed that is taken back meanwhile ends where it is, which the reader notices.
        return Response(export, headers, isPacked: isPacked, on: workers, holding: slot) {
            try feeds.read(feeds.open(hash, ending: ending), $0)
        }
    }

    private func headers(of found: FeedAccess, _ tag: FeedTag) -> DownloadHeaders {
        let format = FeedFormat(rawValue: found.feed.format) ?? .ics
        let name = ExportFileName.make(of: found.feed.name.isEmpty ? found.feed.list : found.feed.name)
        var headers = DownloadHeaders(
            format.mediaType, fileName: name + "." + format.fileExtension, isAttachment: false)
        headers.fields[.eTag] = tag.text
        // To be asked for again each time, and kept by nobody but the one reader.
        headers.fields[.cacheControl] = "private, no-cache"
        headers.fields[.robots] = "noindex, nofollow"
        return headers
    }
}

extension HTTPField.Name {
    /// Search engines that come across a link somewhere keep nothing of it.
    fileprivate static let robots = HTTPField.Name("X-Robots-Tag")!
}
