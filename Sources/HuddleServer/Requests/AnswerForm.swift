import HTTPTypes
import HuddleCore
import HuddleWire
import Hummingbird
import NIOCore

/// In which form a request wants its answer: what `Accept` names, else what its own body has.
struct AnswerForm: Sendable {
    private let format: BodyFormat
    private let isPacked: Bool

    init(for request: Request) {
        let wanted = HeaderList(request.headers[values: .accept]).wanted.lazy.compactMap { Self.format($0) }.first
        format = wanted ?? request.headers[.contentType].flatMap { BodyFormat(contentType: $0) } ?? .json
        isPacked = Self.takesGzip(request)
    }

    static func takesGzip(_ request: Request) -> Bool {
        HeaderList(request.headers[values: .acceptEncoding]).wanted.contains("gzip")
    }

    /// Writes a message as an answer, packed where that is wanted and worth it. This takes a while for large
    /// messages: do it on one of the `Workers`.
    func response(_ message: some WireMessage) throws -> Response {
        try response(message, status: .ok, type: format.rawValue)
    }

    /// RFC 9457 calls for a type of its own in JSON.
    func response(_ problem: Problem) throws -> Response {
        let type =
            switch format {
            case .json: Problem.jsonType
            case .protobuf: format.rawValue
            }
        return try response(problem, status: HTTPResponse.Status(code: problem.code.status), type: type)
    }

    private func response(_ message: some WireMessage, status: HTTPResponse.Status, type: String) throws -> Response {
        var headers: HTTPFields = [.contentType: type]
        var body = try message.encoded(as: format)
        if isPacked, body.count >= Limits.gzipFromBytes {
            body = Gzip.compress(body)
            headers[.contentEncoding] = "gzip"
        }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    private static func format(_ type: String) -> BodyFormat? {
        type == Problem.jsonType ? .json : BodyFormat(contentType: type)
    }
}

/// A list of choices in a header field, such as `Accept` (RFC 9110, section 12.4.2).
struct HeaderList {
    /// In lower case without parameters, the most wanted first; without those of weight 0.
    let wanted: [String]

    init(_ fields: [String]) {
        let choices = fields.flatMap { $0.split(separator: ",") }.map { choice in
            let parts = choice.split(separator: ";").map { String($0).trimmed.lowercased() }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
            return (name: parts.first ?? "", weight: weight ?? 1)
        }
        let ordered = choices.enumerated().filter { $0.element.weight > 0 }.sorted {
            ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset)
        }
        wanted = ordered.map(\.element.name)
    }
}
