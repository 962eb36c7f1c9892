import Foundation
package import HuddleCore
import SwiftProtobuf

/// A `.huddle` file: changes of one space, to be carried by hand from one machine to another.
///
/// Packed with gzip: the line `huddle bundle 1`, then a message `BundleHeader`, then each change's exact bytes, each with
/// its length in front as a varint, and the SHA-256 of all of that at the end.
package struct ChangeBundle: Hashable, Sendable {
    package var space: RecordID
    package var spaceName: String
    package var written: WallTime
    /// The exact bytes of each change.
    package var changes: [[UInt8]]

    package init(space: RecordID, spaceName: String, written: WallTime, changes: [[UInt8]]) {
        self.space = space
        self.spaceName = spaceName
        self.written = written
        self.changes = changes
    }
}

/// Why a file is refused, whole: nothing of it was taken.
package enum BundleError: Error, Hashable, Sendable {
    case notABundle
    case newerVersion
    /// Cut, or changed on the way.
    case damaged(String)
    case tooLarge(limit: Int)
}

extension BundleError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notABundle: "it is no Huddle bundle"
        case .newerVersion: "it was written by a newer Huddle: update this one"
        case .damaged(let detail): "it is damaged (\(detail)): copy it again"
        case .tooLarge(let limit): "it holds more than \(limit / 1024 / 1024) MiB: write it in parts, with --since"
        }
    }
}

extension ChangeBundle {
    package func encoded() throws(WireError) -> [UInt8] {
        var header = ProtoBundleHeader()
        header.space = Data(space.digest.bytes)
        header.spaceName = spaceName
        header.written = written.milliseconds
        header.count = UInt64(changes.count)
        var bytes = Self.magic
        do {
            Self.append(try header.serializedBytes(), to: &bytes)
        } catch {
            throw .malformed("cannot be written: \(error)")
        }
        for change in changes { Self.append(change, to: &bytes) }
        return Gzip.compress(bytes + TokenHash.of(bytes))
    }

    package init(decoding file: [UInt8]) throws(BundleError) {
        let bytes: [UInt8]
        do throws(WireError) {
            bytes = try Gzip.decompress(file, limit: Limits.bundleBytes)
        } catch {
            switch error {
            case .tooLarge(let limit): throw .tooLarge(limit: limit)
            case .notGzip where file.starts(with: [0x1f, 0x8b]): throw .damaged("it ends too early or was changed")
            case .notGzip, .malformed: throw .notABundle
            }
        }
        try self.init(unpacked: bytes)
    }

    private init(unpacked bytes: [UInt8]) throws(BundleError) {
        guard bytes.starts(with: Self.magicWord) else { throw .notABundle }
        guard bytes.starts(with: Self.magic) else { throw .newerVersion }
        let end = bytes.count - Self.hashBytes
        guard end >= Self.magic.count, TokenHash.of(Array(bytes[..<end])) == Array(bytes[end...]) else {
            throw .damaged("its checksum does not match")
        }
        var reader = LengthReader(bytes[Self.magic.count..<end])
        guard let first = try reader.next() else { throw .damaged("it has no header") }
        let header: ProtoBundleHeader
        do { header = try ProtoBundleHeader(serializedBytes: Array(first)) } catch {
            throw .damaged("its header cannot be read")
        }
        guard let space = Digest128(exactly: header.space) else { throw .damaged("it names no space") }
        var changes: [[UInt8]] = []
        while let change = try reader.next() { changes.append(Array(change)) }
        guard UInt64(changes.count) == header.count else {
            throw .damaged("it holds \(changes.count) changes instead of \(header.count)")
        }
        self.init(
            space: RecordID(space), spaceName: header.spaceName, written: WallTime(milliseconds: header.written),
            changes: changes)
    }

    private static func append(_ part: [UInt8], to bytes: inout [UInt8]) {
        var count = part.count
        while count >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: count) | 0x80)
            count >>= 7
        }
        bytes.append(UInt8(count))
        bytes += part
    }

    private static let magicWord = Array("huddle bundle ".utf8)
    private static let magic = magicWord + Array("1\n".utf8)
    private static let hashBytes = 32
}

/// Parts with their lengths in front.
private struct LengthReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    mutating func next() throws(BundleError) -> ArraySlice<UInt8>? {
        guard !rest.isEmpty else { return nil }
        var count = 0
        var shift = 0
        while true {
            guard let byte = rest.popFirst(), shift < 35 else { throw .damaged("a length is cut") }
            count |= Int(byte & 0x7f) << shift
            if byte < 0x80 { break }
            shift += 7
        }
        guard count <= rest.count else { throw .damaged("a change is cut") }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }
}
