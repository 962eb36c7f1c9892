import HuddleCore
import SwiftProtobuf

/// The forms that a message's body takes on the wire.
package enum BodyFormat: String, CaseIterable, Hashable, Sendable {
    case protobuf = "application/x-protobuf"
    /// proto3's JSON mapping of the same messages: for browsers, curl and tests.
    case json = "application/json"

    /// The format that a `Content-Type` or `Accept` header names, parameters aside; nil for any other.
    package init?(contentType: some StringProtocol) {
        let type = String(contentType.prefix { $0 != ";" }).trimmed.lowercased()
        self.init(rawValue: type)
    }
}

/// A value that travels as a message of `Protocol/huddle.proto`.
package protocol WireMessage: Sendable {
    /// - Throws: `WireError`, where the body is no such message.
    init(decoding body: [UInt8], as format: BodyFormat) throws(WireError)
    func encoded(as format: BodyFormat) throws(WireError) -> [UInt8]
}

/// Why a body is no message.
package enum WireError: Error, Hashable, Sendable {
    case malformed(String)
    case tooLarge(limit: Int)
    case notGzip
}

extension WireError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformed(let detail): detail
        case .tooLarge(let limit): "more than \(limit) bytes once unpacked"
        case .notGzip: "not valid gzip"
        }
    }
}

/// Goes between the generated messages and the values of this module.
protocol ProtoBacked: WireMessage {
    associatedtype Proto: Message

    init(_ proto: Proto) throws(WireError)
    var proto: Proto { get }
}

extension ProtoBacked {
    package init(decoding body: [UInt8], as format: BodyFormat) throws(WireError) {
        let outline = format == .json ? try JSONOutline(body) : nil
        let proto: Proto
        do {
            proto = try Self.parse(body, as: format)
        } catch {
            let place = outline.map { Self.place(in: body, $0) } ?? Self.place(in: body, ProtobufOutline(body))
            throw .malformed("not a \(Proto.protoMessageName) as \(format.rawValue): \(error) \(place)")
        }
        try self.init(proto)
    }

    package func encoded(as format: BodyFormat) throws(WireError) -> [UInt8] {
        do {
            switch format {
            case .protobuf: return try proto.serializedBytes()
            case .json: return try proto.jsonUTF8Bytes()
            }
        } catch {
            throw .malformed("cannot be written as \(format.rawValue): \(error)")
        }
    }
}

/// Where a body that is no message goes wrong: its fields are tried one by one.
extension ProtoBacked {
    private static func parse(_ body: some Collection<UInt8>, as format: BodyFormat) throws -> Proto {
        switch format {
        case .protobuf: return try Proto(serializedBytes: Array(body))
        case .json:
            var options = JSONDecodingOptions()
            options.ignoreUnknownFields = true
            return try Proto(jsonUTF8Bytes: Array(body), options: options)
        }
    }

    private static func place(in body: [UInt8], _ outline: JSONOutline) -> String {
        let wrong = outline.members.first { member in
            let alone = [UInt8(ascii: "{")] + body[member.range] + [UInt8(ascii: "}")]
            return (try? parse(alone, as: .json)) == nil
        }
        return wrong.map { "in \"\($0.name.visible)\" at byte \($0.range.lowerBound)" } ?? "at byte 0"
    }

    private static func place(in body: [UInt8], _ outline: ProtobufOutline) -> String {
        let wrong = outline.fields.first { (try? parse(body[$0.range], as: .protobuf)) == nil }
        if let wrong { return "in field \(wrong.number) at byte \(wrong.range.lowerBound)" }
        return "at byte \(outline.fault ?? 0)"
    }
}
