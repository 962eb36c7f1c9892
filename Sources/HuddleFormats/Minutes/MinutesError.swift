import HuddleCore

/// Why a file cannot be read as minutes. Nothing was taken from it.
package enum MinutesError: Error, Hashable, Sendable {
    case tooLarge(file: String, bytes: Int)
    case notUTF8(file: String, line: Int)
}

extension MinutesError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooLarge(let file, let bytes):
            "\(file.visible) has \(bytes) bytes, more than the \(Limits.importFileBytes) that an import reads. "
                + "Nothing was imported: split the file."
        case .notUTF8(let file, let line):
            "\(file.visible), line \(line): this is no text in the file's encoding; expected UTF-8, UTF-16 or Windows-1252. "
                + "Nothing was imported: save the file as UTF-8 and import it again, or give --encoding."
        }
    }
}
