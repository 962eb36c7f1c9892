import CZlib

/// One stream of deflate that is packed piece by piece. A class, because zlib remembers where its state is.
package final class Deflater {
    private static let pieceBytes = 32 * 1024

    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

    /// - Parameter level: 1 is fast, 9 is small.
    package init(_ form: PackedForm, level: Int32 = 6) {
        stream.initialize(to: z_stream())
        let opened = deflateInit2_(
            stream, level, Z_DEFLATED, form.windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        precondition(opened == Z_OK, "zlib refused its own defaults")
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Packs more. What comes of it may come with a later piece.
    package func append(_ bytes: [UInt8], to out: inout [UInt8]) {
        // zlib takes a call with nothing to do for a mistake.
        if !bytes.isEmpty { deflate(bytes, Z_NO_FLUSH, to: &out) }
    }

    /// The stream's end. Called once, last.
    package func finish(to out: inout [UInt8]) {
        deflate([], Z_FINISH, to: &out)
    }

    private func deflate(_ bytes: [UInt8], _ flush: Int32, to out: inout [UInt8]) {
        var input = bytes
        input.withUnsafeMutableBufferPointer { input in
            stream.pointee.next_in = input.baseAddress
            stream.pointee.avail_in = UInt32(input.count)
            var isFull = true
            while isFull {
                out += [UInt8](unsafeUninitializedCapacity: Self.pieceBytes) { output, count in
                    stream.pointee.next_out = output.baseAddress
                    stream.pointee.avail_out = UInt32(output.count)
                    let code = CZlib.deflate(stream, flush)
                    precondition(code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR, "zlib lost its state")
                    count = output.count - Int(stream.pointee.avail_out)
                    isFull = stream.pointee.avail_out == 0
                }
            }
        }
    }
}
