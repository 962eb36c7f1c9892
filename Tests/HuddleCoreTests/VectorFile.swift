import Foundation
import HuddleCore

/// A file of `Protocol/vectors`: what any implementation in any language must make of the same input.
struct VectorFile<Vector: Decodable>: Decodable {
    let vectors: [Vector]

    static func read(_ name: String) throws -> [Vector] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Protocol/vectors")
        let data = try Data(contentsOf: folder.appending(path: name).standardizedFileURL)
        return try JSONDecoder().decode(Self.self, from: data).vectors
    }
}

/// Bytes as vectors write them: in hexadecimal, or in parts of which some repeat.
struct HexBytes: Decodable {
    let bytes: [UInt8]

    private struct Repeated: Decodable {
        let `repeat`: Hexadecimal
        let times: Int
    }

    private enum Part: Decodable {
        case plain(Hexadecimal)
        case repeated(Repeated)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let plain = try? container.decode(Hexadecimal.self) {
                self = .plain(plain)
            } else {
                self = .repeated(try container.decode(Repeated.self))
            }
        }

        var bytes: [UInt8] {
            switch self {
            case .plain(let digits): digits.bytes
            case .repeated(let part): Array(repeatElement(part.repeat.bytes, count: part.times).joined())
            }
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let plain = try? container.decode(Hexadecimal.self) {
            bytes = plain.bytes
        } else {
            bytes = try container.decode([Part].self).flatMap(\.bytes)
        }
    }
}

/// Hexadecimal digits: bytes, or a 64-bit number, or an id.
struct Hexadecimal: Decodable {
    let bytes: [UInt8]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let bytes = Hex.decode(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not hexadecimal")
        }
        self.bytes = bytes
    }

    var number: UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
    var stamp: Stamp { Stamp(bits: number) }
    var digest: Digest128? { Digest128(exactly: bytes) }
}

/// A record's UUID.
struct UUIDText: Decodable, Equatable {
    let id: RecordID

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = RecordID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no UUID")
        }
        self.id = id
    }
}
