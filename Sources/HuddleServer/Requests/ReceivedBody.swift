import HTTPTypes
import HuddleCore
import HuddleWire
import Hummingbird
import NIOCore

/// A request's body as it came, within its limit and not yet unpacked.
struct ReceivedBody: Sendable {
    private let bytes: [UInt8]
    /// Gives the memory back to the others when this body is gone.
    private let share: BodyBudget.Share
    private let isPacked: Bool
    private let format: BodyFormat
    private let limit: Int

    /// Reads the body of `request`. A body that says that it is over the limit is not read at all, and one that turns
    /// out to be is not read further.
    ///
    /// - Parameters:
    ///   - limit: Bytes, packed and unpacked alike.
    ///   - budget: What all bodies may hold together.
    /// - Throws: `Problem`.
    init(of request: Request, upTo limit: Int, within budget: BodyBudget) async throws {
        self.limit = limit
        share = BodyBudget.Share(of: budget)
        format = try Self.format(of: request)
        isPacked = try Self.isPacked(request)
        let announced = request.headers[.contentLength].flatMap { Int($0) }
        guard (announced ?? 0) <= limit else {
            throw Problem(.tooLarge, "the body has \(announced ?? 0) bytes, the limit is \(limit)")
        }
        var bytes: [UInt8] = []
        for try await part in request.body {
            guard bytes.count + part.readableBytes <= limit else {
                throw Problem(.tooLarge, "the body has more than \(limit) bytes")
            }
            try share.take(part.readableBytes)
            bytes += part.readableBytesView
        }
        self.bytes = bytes
        if let announced, announced != bytes.count {
            throw Problem(.malformed, "the body ends at byte \(bytes.count) of \(announced)")
        }
    }

    /// Unpacks and reads the message. This takes a while for large bodies: do it on one of the `Workers`.
    ///
    /// - Throws: `WireError`.
    func message<Message: WireMessage>(_ type: Message.Type = Message.self) throws(WireError) -> Message {
        let plain = isPacked ? try Gzip.decompress(bytes, limit: limit) : bytes
        return try Message(decoding: plain, as: format)
    }

    private static func format(of request: Request) throws -> BodyFormat {
        guard let type = request.headers[.contentType] else {
            throw Problem(.unsupportedMediaType, "no Content-Type: say \(knownTypes)")
        }
        guard let format = BodyFormat(contentType: type) else {
            throw Problem(.unsupportedMediaType, "Content-Type \(type.visible): say \(knownTypes)")
        }
        return format
    }

    private static func isPacked(_ request: Request) throws -> Bool {
        let encoding = request.headers[.contentEncoding]?.trimmed.lowercased() ?? "identity"
        switch encoding {
        case "identity", "": return false
        case "gzip", "x-gzip": return true
        default: throw Problem(.unsupportedMediaType, "Content-Encoding \(encoding.visible): only gzip is understood")
        }
    }

    private static let knownTypes = BodyFormat.allCases.map(\.rawValue).joined(separator: " or ")
}
