/// What stands around a stream of deflate (RFC 1951).
package enum PackedForm: Sendable {
    /// Nothing, as in a ZIP archive.
    case bare
    /// A gzip header and trailer (RFC 1952).
    case gzip

    /// zlib's: the largest window, negated for a bare stream, plus 16 for gzip.
    var windowBits: Int32 {
        switch self {
        case .bare: -15
        case .gzip: 15 + 16
        }
    }
}
