import HuddlePacking

/// gzip (RFC 1952) on whole bodies. Unpacking stops at a limit while it runs.
package enum Gzip {
    /// - Parameter level: 1 is fast, 9 is small.
    package static func compress(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8] {
        let deflater = Deflater(.gzip, level: level)
        var packed: [UInt8] = []
        deflater.append(bytes, to: &packed)
        deflater.finish(to: &packed)
        return packed
    }

    /// - Throws: `WireError.notGzip`, also for a cut stream or one with something behind it, and `.tooLarge` as soon
    ///   as the limit is passed.
    package static func decompress(_ bytes: [UInt8], limit: Int) throws(WireError) -> [UInt8] {
        do {
            return try Inflater.unpack(bytes, .gzip, limit: limit)
        } catch {
            switch error {
            case .damaged: throw .notGzip
            case .tooLarge: throw .tooLarge(limit: limit)
            }
        }
    }
}
