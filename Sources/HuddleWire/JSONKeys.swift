/// Looks a JSON text through before a reader of another kind takes it, so that there is one rule for all: no key twice, and
/// nothing too deep.
package enum JSONKeys {
    /// The names of the outermost object's members.
    ///
    /// - Throws: `WireError.malformed` with the byte at which the text stops being JSON, repeats a key or is too deep.
    package static func ofObject(_ text: [UInt8]) throws(WireError) -> [String] {
        try JSONOutline(text, foldsNames: false).members.map(\.name)
    }
}
