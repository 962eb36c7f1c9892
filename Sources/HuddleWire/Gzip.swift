import CZlib

/// gzip (RFC 1952) by zlib, on whole bodies. Unpacking stops at a limit while it runs.
package enum Gzip {
    /// - Parameter level: 1 is fast, 9 is small.
    package static func compress(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8] {
        var stream = z_stream()
        let opened = deflateInit2_(
            &stream, level, Z_DEFLATED, windowBitsForGzip, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        precondition(opened == Z_OK, "zlib refused its own defaults")
        defer { deflateEnd(&stream) }
        let bound = Int(deflateBound(&stream, UInt(bytes.count)))
        var input = bytes
        return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            input.withUnsafeMutableBufferPointer { input in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                let code = deflate(&stream, Z_FINISH)
                precondition(code == Z_STREAM_END, "deflateBound was too small")
                count = output.count - Int(stream.avail_out)
            }
        }
    }

    /// - Throws: `WireError.notGzip`, also for a cut stream or one with something behind it, and `.tooLarge` as soon
    ///   as the limit is passed.
    package static func decompress(_ bytes: [UInt8], limit: Int) throws(WireError) -> [UInt8] {
        var stream = z_stream()
        guard
            inflateInit2_(&stream, windowBitsForGzip, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { throw .notGzip }
        defer { inflateEnd(&stream) }
        var input = bytes
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: min(max(bytes.count * 4, 4096), 256 * 1024))
        let failure: WireError? = input.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            while true {
                let code = chunk.withUnsafeMutableBufferPointer { chunk in
                    stream.next_out = chunk.baseAddress
                    stream.avail_out = UInt32(chunk.count)
                    return inflate(&stream, Z_NO_FLUSH)
                }
                guard code == Z_OK || code == Z_STREAM_END else { return .notGzip }
                let produced = chunk.count - Int(stream.avail_out)
                guard output.count + produced <= limit else { return .tooLarge(limit: limit) }
                output += chunk[..<produced]
                if code == Z_STREAM_END { return stream.avail_in == 0 ? nil : .notGzip }
                if produced == 0, stream.avail_in == 0 { return .notGzip }
            }
        }
        if let failure { throw failure }
        return output
    }

    /// 15 bits of window, plus 16 for a gzip header and trailer.
    private static let windowBitsForGzip: Int32 = 15 + 16
}
