import HuddleCore
import HuddlePacking

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

    /// The file that is being packed.
    private struct OpenFile {
        let name: String
        let start: UInt32
        let deflater = Deflater(.bare)
        var checksum = CRC32()
        var packed = 0
        var unpacked = 0
    }

    private var files: [File] = []
    private var offset: UInt32 = 0
    private var open: OpenFile?
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
        open = OpenFile(name: name, start: start)
        offset += UInt32(out.count - before)
    }

    mutating func append(_ bytes: [UInt8], to out: inout [UInt8]) {
        let before = out.count
        open?.deflater.append(bytes, to: &out)
        open?.checksum.add(bytes)
        open?.unpacked += bytes.count
        open?.packed += out.count - before
        offset += UInt32(out.count - before)
    }

    mutating func end(to out: inout [UInt8]) {
        guard let file = open else { return }
        let before = out.count
        file.deflater.finish(to: &out)
        let whole = File(
            name: file.name, start: file.start, checksum: file.checksum.value,
            packed: UInt32(file.packed + out.count - before), unpacked: UInt32(file.unpacked))
        out.append(little: 0x0807_4b50 as UInt32)
        out.append(little: whole.checksum)
        out.append(little: whole.packed)
        out.append(little: whole.unpacked)
        files.append(whole)
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

extension [UInt8] {
    fileprivate mutating func append(little number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}
