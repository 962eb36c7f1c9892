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
        let proto: Proto
        do {
            switch format {
            case .protobuf: proto = try Proto(serializedBytes: body)
            case .json:
                var options = JSONDecodingOptions()
                options.ignoreUnknownFields = true
                proto = try Proto(jsonUTF8Bytes: body, options: options)
            }
        } catch {
            throw .malformed("not a \(Proto.protoMessageName) as \(format.rawValue): \(error)")
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
