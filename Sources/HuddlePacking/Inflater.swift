import CZlib

/// Unpacks streams of deflate that are wholly in memory.
package enum Inflater {
    /// - Parameter limit: Of what comes out, in bytes. Unpacking stops there, while it runs: a bomb never goes off.
    /// - Throws: `InflateError`, also for a cut stream or one with something behind it.
    package static func unpack(_ bytes: [UInt8], _ form: PackedForm, limit: Int) throws(InflateError) -> [UInt8] {
        var stream = z_stream()
        guard inflateInit2_(&stream, form.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw .damaged
        }
        defer { inflateEnd(&stream) }
        var input = bytes
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: min(max(bytes.count * 4, 4096), 256 * 1024))
        let failure: InflateError? = input.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            while true {
                let code = chunk.withUnsafeMutableBufferPointer { chunk in
                    stream.next_out = chunk.baseAddress
                    stream.avail_out = UInt32(chunk.count)
                    return inflate(&stream, Z_NO_FLUSH)
                }
                guard code == Z_OK || code == Z_STREAM_END else { return .damaged }
                let produced = chunk.count - Int(stream.avail_out)
                guard output.count + produced <= limit else { return .tooLarge }
                output += chunk[..<produced]
                if code == Z_STREAM_END { return stream.avail_in == 0 ? nil : .damaged }
                if produced == 0, stream.avail_in == 0 { return .damaged }
            }
        }
        if let failure { throw failure }
        return output
    }
}

/// Why a stream cannot be unpacked.
package enum InflateError: Error, Hashable, Sendable {
    case damaged
    /// It holds more than it may.
    case tooLarge
}
