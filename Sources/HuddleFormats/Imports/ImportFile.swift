import HuddleCore

/// A file to import. It is read piece by piece, and more than once: first for its encoding.
package struct ImportFile {
    /// The next bytes; none at the end.
    package typealias Pieces = () throws -> [UInt8]

    /// Without folders.
    package let name: String
    package let open: () throws -> Pieces

    package init(path: String, open: @escaping () throws -> Pieces) {
        name = String(path.split(separator: "/", omittingEmptySubsequences: true).last ?? "stdin").visible
        self.open = open
    }
}
