package import HuddleCore

/// What a file that was exported says of itself: its entries, and when and how it was written.
///
/// Read from any of the formats by the forms of ids, times and positions, also after somebody saved it with another program.
package struct ExportedFile: Sendable {
    package let ids: [RecordID]
    /// Short ids, where the file has no others.
    package let shortIDs: [String]
    package let written: WallTime?
    package let position: ExportPosition?
    /// The command that wrote it; nil where the format has no room for it, or a server or `--per` wrote it.
    package let command: String?

    /// - Throws: `ZIPError`, where a workbook is damaged or larger than `limit` unpacked.
    package init(_ bytes: [UInt8], limit: Int) throws(ZIPError) {
        var text = bytes
        let isWorkbook = bytes.starts(with: [0x50, 0x4b, 0x03, 0x04])
        if isWorkbook {
            text = []
            for part in try ZIPReader(bytes).parts(limit: limit) {
                text += part
                text.append(UInt8(ascii: "\n"))
            }
        }
        ids = FoundID.all(in: text)
        shortIDs = ids.isEmpty ? Self.shortIDs(in: text) : []
        let facts = Self.words(of: text)
        written = facts.lazy.compactMap { Self.time($0) }.first
        position = facts.lazy.compactMap { ExportPosition($0) }.first
        command = ExportedCommand.find(in: text, isWorkbook: isWorkbook)
    }

    /// Words that may be a time or a position: runs of the signs that those have, from the file's start and end alone.
    private static func words(of text: [UInt8]) -> [String] {
        let edge = 64 * 1024
        let ends = text.count <= 2 * edge ? [text[...]] : [text.prefix(edge), text.suffix(edge)]
        return ends.flatMap { part in
            part.split { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "@"),
                    UInt8(ascii: "T"), UInt8(ascii: "Z"), UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "-"):
                    false
                default: true
                }
            }.map { $0.drop { $0 == UInt8(ascii: ":") } }.filter { $0.count >= 18 && $0.count <= 40 }.map {
                String(decoding: $0, as: UTF8.self)
            }
        }
    }

    /// `2026-11-21T08:45:20.123Z`.
    private static func time(_ word: String) -> WallTime? {
        let digits = Array(word.utf8)
        guard digits.count == 24, word.hasSuffix("Z"), let day = CivilDate(word.prefix(10)),
            digits[10] == UInt8(ascii: "T"),
            let hour = Int(word.dropFirst(11).prefix(2)), let minute = Int(word.dropFirst(14).prefix(2)),
            let second = Int(word.dropFirst(17).prefix(2)), let fraction = Int(word.dropFirst(20).prefix(3))
        else { return nil }
        let seconds = (Int64(day.daysSince1970) * 24 + Int64(hour)) * 3600 + Int64(minute * 60 + second)
        return WallTime(milliseconds: seconds * 1000 + Int64(fraction))
    }

    /// The code at the end of each line of a list in Markdown.
    private static func shortIDs(in text: [UInt8]) -> [String] {
        text.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard line.last == UInt8(ascii: "`"), line.first == UInt8(ascii: "-") else { return nil }
            let letters = line.dropLast().reversed().prefix { $0 != UInt8(ascii: "`") }
            guard (ShortID.fewestLetters...ShortID.letterCount).contains(letters.count),
                letters.allSatisfy({ ShortID.alphabet.contains($0) })
            else { return nil }
            return String(decoding: letters.reversed(), as: UTF8.self)
        }
    }
}

/// Ids in a file's bytes.
private enum FoundID {
    /// Each once, in their order. What a link or a meeting names is no entry of the file.
    static func all(in text: [UInt8]) -> [RecordID] {
        var found: [RecordID] = []
        var known: Set<RecordID> = []
        var position = 0
        while position + 36 <= text.count {
            guard text[position + 8] == UInt8(ascii: "-"), text[position + 13] == UInt8(ascii: "-"),
                text[position + 18] == UInt8(ascii: "-"), text[position + 23] == UInt8(ascii: "-"),
                let id = RecordID(String(decoding: text[position..<position + 36], as: UTF8.self))
            else {
                position += 1
                continue
            }
            if isEntry(text[..<position]), known.insert(id).inserted { found.append(id) }
            position += 36
        }
        return found
    }

    private static func isEntry(_ before: ArraySlice<UInt8>) -> Bool {
        func ends(_ text: String) -> Bool { before.suffix(text.utf8.count).elementsEqual(text.utf8) }
        // `answers ID` is a link; `Huddle: ID` is not.
        if ends(" "), !ends(": ") { return false }
        if ends("RELATED-TO:") || ends("meeting:") || ends("\"huddlemeeting\":\"") { return false }
        return !ends("\"id\":\"") || ends("{\"id\":\"") || ends("\"entry\",\"id\":\"")
    }
}
