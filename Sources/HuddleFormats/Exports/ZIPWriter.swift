import CZlib
import HuddleCore

/// Packs files one after another into a ZIP archive, in constant memory and without going back: sizes stand behind each file.
///
/// Source: PKWARE, "APPNOTE.TXT", 6.3.10, sections 4.3 and 4.4; RFC 1951 by zlib.
///
/// - Invariant: No file and no archive exceeds 4 GiB; the caller sees to that.
struct ZIPWriter {
    private struct File {
        let name: String
        let start: UInt32
        let checksum: UInt32
        let packed: UInt32
        let unpacked: UInt32
    }

    private var files: [File] = []
    private var offset: UInt32 = 0
    private var open: (name: String, start: UInt32, deflater: Deflater)?
    private let day: UInt16

    /// - Parameter date: What the files say they were written on.
    init(date: CivilDate) {
        let year = min(max(date.year, 1980), 2107) - 1980
        day = UInt16(year << 9 | date.month << 5 | date.day)
    }

    mutating func start(_ name: String, to out: inout [UInt8]) {
        let before = out.count
        let start = offset
        out.append(little: 0x0403_4b50 as UInt32)
        appendHead(to: &out)
        for _ in 0..<3 { out.append(little: 0 as UInt32) }
        out.append(little: UInt16(name.utf8.count))
        out.append(little: 0 as UInt16)
        out.append(name)
        open = (name, start, Deflater())
        offset += UInt32(out.count - before)
    }

    mutating func append(_ bytes: [UInt8], to out: inout [UInt8]) {
        let before = out.count
        open?.deflater.append(bytes, isLast: false, to: &out)
        offset += UInt32(out.count - before)
    }

    mutating func end(to out: inout [UInt8]) {
        guard let (name, start, deflater) = open else { return }
        let before = out.count
        deflater.append([], isLast: true, to: &out)
        let file = File(
            name: name, start: start, checksum: deflater.checksum, packed: UInt32(deflater.packed),
            unpacked: UInt32(deflater.unpacked))
        out.append(little: 0x0807_4b50 as UInt32)
        out.append(little: file.checksum)
        out.append(little: file.packed)
        out.append(little: file.unpacked)
        files.append(file)
        open = nil
        offset += UInt32(out.count - before)
    }

    /// The archive's end: the list of its files.
    mutating func finish(to out: inout [UInt8]) {
        let before = out.count
        for file in files {
            out.append(little: 0x0201_4b50 as UInt32)
            out.append(little: 20 as UInt16)
            appendHead(to: &out)
            out.append(little: file.checksum)
            out.append(little: file.packed)
            out.append(little: file.unpacked)
            out.append(little: UInt16(file.name.utf8.count))
            for _ in 0..<4 { out.append(little: 0 as UInt16) }
            out.append(little: 0 as UInt32)
            out.append(little: file.start)
            out.append(file.name)
        }
        let size = UInt32(out.count - before)
        out.append(little: 0x0605_4b50 as UInt32)
        out.append(little: 0 as UInt32)
        out.append(little: UInt16(files.count))
        out.append(little: UInt16(files.count))
        out.append(little: size)
        out.append(little: offset)
        out.append(little: 0 as UInt16)
    }

    /// Version 2.0, sizes behind the file, names in UTF-8, deflate, midnight of the day.
    private func appendHead(to out: inout [UInt8]) {
        out.append(little: 20 as UInt16)
        out.append(little: 1 << 3 | 1 << 11 as UInt16)
        out.append(little: 8 as UInt16)
        out.append(little: 0 as UInt16)
        out.append(little: day)
    }
}

/// One stream of deflate. A class, because zlib remembers where its state is.
private final class Deflater {
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private(set) var checksum: UInt32 = 0
    private(set) var packed = 0
    private(set) var unpacked = 0

    init() {
        stream.initialize(to: z_stream())
        let opened = deflateInit2_(
            stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(opened == Z_OK, "zlib refused its own defaults")
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    func append(_ bytes: [UInt8], isLast: Bool, to out: inout [UInt8]) {
        guard isLast || !bytes.isEmpty else { return }
        var input = bytes
        unpacked += bytes.count
        input.withUnsafeMutableBufferPointer { input in
            checksum = UInt32(crc32(UInt(checksum), input.baseAddress, UInt32(input.count)))
            stream.pointee.next_in = input.baseAddress
            stream.pointee.avail_in = UInt32(input.count)
            var isFull = true
            while isFull {
                let piece = [UInt8](unsafeUninitializedCapacity: 32 * 1024) { output, count in
                    stream.pointee.next_out = output.baseAddress
                    stream.pointee.avail_out = UInt32(output.count)
                    deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                    count = output.count - Int(stream.pointee.avail_out)
                    isFull = stream.pointee.avail_out == 0
                }
                packed += piece.count
                out += piece
            }
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(little number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}
