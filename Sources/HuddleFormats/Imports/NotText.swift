import HuddleCore

/// A file that holds no text: what people have at hand when a list was sent to them. Nothing was taken from it.
package struct NotText: Error, Hashable, Sendable {
    private let file: String
    private let form: String
    private let advice: String

    /// Nil for a file that may be text, by how it begins.
    package init?(_ file: String, head: [UInt8]) {
        let known = Self.forms.first { head.starts(with: $0.start) }
        guard let known else { return nil }
        (self.file, form, advice) = (file, known.form, known.advice)
    }

    /// Source: PKWARE, "APPNOTE.TXT", 4.3.7; [MS-CFB], 2.2; ISO 32000-1, 7.5.2; RFC 1952, 2.3.1.
    private static let forms: [(start: [UInt8], form: String, advice: String)] = [
        (
            [0x50, 0x4b, 0x03, 0x04], "a workbook, a document (.xlsx, .ods, .docx) or another archive",
            "open it and save it as CSV, or a document as plain text"
        ),
        (
            [0xd0, 0xcf, 0x11, 0xe0], "a workbook or document of an old form (.xls, .doc)",
            "open it and save it as CSV, or a document as plain text"
        ),
        (Array("%PDF-".utf8), "a PDF", "import what it was made from, or its text"),
        ([0x1f, 0x8b], "packed with gzip", "unpack it: gunzip, or zcat FILE | huddle import … -"),
    ]
}

extension NotText: CustomStringConvertible {
    package var description: String {
        "\(file.visible) is \(form), and no text. Nothing was imported: \(advice)."
    }
}

extension ImportFile {
    /// - Throws: `NotText`, and what reading throws.
    package func requireText() throws {
        let pieces = try open()
        var head: [UInt8] = []
        while head.count < 8, case let piece = try pieces(), !piece.isEmpty { head += piece.prefix(8) }
        if let error = NotText(name, head: head) { throw error }
    }
}
