package import HuddleCore

/// Reads one file of a format, statement by statement, in constant memory.
package protocol ImportReader {
    /// What comes next; nil at the file's end.
    ///
    /// - Throws: What reading the file's bytes throws.
    mutating func next() throws -> ImportEvent?

    /// What the reader decided by itself and people may want otherwise: which columns it took, words it did not know.
    var remarks: [String] { get }
}

extension ImportReader {
    package var remarks: [String] { [] }
}

/// What a reader came upon.
package enum ImportEvent: Hashable, Sendable {
    case statement(FileStatement, line: Int)
    /// Something that an import leaves out on purpose.
    case skipped(SkippedPiece)
    /// Something that should have been taken and cannot be.
    case problem(ImportProblem)
}

/// A piece of a file that was left out on purpose.
package struct SkippedPiece: Hashable, Sendable {
    /// Counted from 1.
    package let line: Int
    package let reason: String
    package let text: String

    package init(line: Int, reason: String, text: String) {
        self.line = line
        self.reason = reason
        self.text = text
    }
}

/// Why a piece of a file cannot be taken: what stands there, and what was expected.
package struct ImportProblem: Error, Hashable, Sendable {
    /// Counted from 1.
    package let line: Int
    package let message: String

    package init(line: Int, _ message: String) {
        self.line = line
        self.message = message
    }
}

/// What every reader is told.
package struct ImportContext {
    package let file: ImportFile
    package let encoding: TextEncoding
    package let hash: Hash128
    package let today: CivilDate
    /// Of what has no kind in the file.
    package var kind = EntryKind.action
    /// Which day it is at a moment where the user is.
    package let day: (WallTime) -> CivilDate
    /// The full name of whoever is meant by what stands in a file of other people's.
    package let owner: (String) -> String

    package init(
        file: ImportFile, encoding: TextEncoding, hash: @escaping Hash128, today: CivilDate,
        day: @escaping (WallTime) -> CivilDate, owner: @escaping (String) -> String
    ) {
        self.file = file
        self.encoding = encoding
        self.hash = hash
        self.today = today
        self.day = day
        self.owner = owner
    }

    func lines() throws -> LineReader {
        LineReader(TextPieces(try file.open(), encoding: encoding))
    }
}
