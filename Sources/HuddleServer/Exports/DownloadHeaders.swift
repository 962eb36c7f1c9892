import HTTPTypes
import HuddleCore
import HuddleFormats

/// What goes along with a file that is downloaded. Its content is other people's text: nothing in it may run, whatever opens it.
struct DownloadHeaders {
    var fields: HTTPFields

    init(_ mediaType: String, fileName: String, isAttachment: Bool = true) {
        fields = [
            .contentType: mediaType,
            .contentDisposition: Self.disposition(fileName, isAttachment: isAttachment),
            .contentSecurityPolicy: "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
            .referrerPolicy: "no-referrer",
            .vary: "Accept-Encoding",
        ]
    }

    /// The name in ASCII for every client, and whole for those that know how.
    ///
    /// - Parameter fileName: Letters, digits, hyphens and dots, as `ExportFileName` makes them.
    /// - Source: RFC 6266, sections 4.1 and 4.3; RFC 8187.
    private static func disposition(_ fileName: String, isAttachment: Bool) -> String {
        let kind = isAttachment ? "attachment" : "inline"
        let plain = String(String.UnicodeScalarView(fileName.unicodeScalars.filter(\.isASCII)))
        guard plain != fileName else { return "\(kind); filename=\"\(plain)\"" }
        let coded = fileName.utf8.map { byte in
            byte < 0x80 ? String(UnicodeScalar(byte)) : "%" + Hex.encode([byte]).uppercased()
        }
        return "\(kind); filename=\"\(plain)\"; filename*=UTF-8''\(coded.joined())"
    }
}

extension HTTPField.Name {
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
}
