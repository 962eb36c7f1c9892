package import HuddleCore
package import HuddleStore

/// Why a word names no record.
package enum LookupError: Error, Hashable, Sendable {
    /// Not an id at all, or of no record here; with the one that was probably meant.
    case unknown(String, nearest: Candidate?)
    /// Neither the id nor the title of a meeting here.
    case noMeeting(String, nearest: Candidate?)
    case ambiguous(String, candidates: [Candidate])
    /// A record of another type than is wanted.
    case wrongType(String, found: RecordType, wanted: RecordType)
    /// A number, and nothing was listed yet.
    case noList(String)
    case notListed(Int, of: Int)
    /// `@last`, and nothing was written here yet.
    case nothingWritten

    package struct Candidate: Hashable, Sendable {
        package let id: RecordID
        package let shortID: String
        package let title: String

        /// Long titles are cut: enough to recognise it by.
        private static let lettersShown = 60

        package init(_ stored: StoredProjection) {
            id = stored.projection.id
            shortID = stored.shortID
            let title = HuddleLog.title(of: stored)
            self.title = title.count > Self.lettersShown ? title.prefix(Self.lettersShown - 1) + "…" : title
        }
    }
}

extension LookupError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknown(let text, let nearest):
            "There is nothing here with the id \"\(text.visible)\"." + Self.question(nearest)
                + " `huddle list` shows the ids."
        case .noMeeting(let text, let nearest):
            "There is no meeting or visit here with the id or the title \"\(text.visible)\"." + Self.question(nearest)
                + " `huddle meeting list` shows them."
        case .ambiguous(let text, let candidates):
            "\"\(text.visible)\" could be any of these: "
                + (Self.shareAllLetters(candidates)
                    ? "their letters are the same, so give the whole id.\n"
                        + candidates.map { "  \($0.id.text)  \($0.title.visible)" }.joined(separator: "\n")
                    : "give more letters.\n"
                        + candidates.map { "  \($0.shortID)  \($0.title.visible)" }.joined(separator: "\n"))
        case .wrongType(let text, let found, let wanted):
            "\"\(text.visible)\" is of type \(found.name.visible), and this needs the type \(wanted.name.visible)."
        case .noList(let text):
            "\(text.visible) would be the number of an entry in the last list, and nothing was listed on a terminal yet. "
                + "Run `huddle list` first, or give an id."
        case .notListed(let number, let count):
            "The last list had \(count == 1 ? "1 entry" : "\(count) entries"), so there is no number \(number) in it."
        case .nothingWritten:
            "Nothing was written on this machine yet, so there is no @last. `huddle list` shows the ids."
        }
    }

    /// Whether more letters tell some of these no further apart.
    private static func shareAllLetters(_ candidates: [Candidate]) -> Bool {
        Set(candidates.map(\.shortID)).count < candidates.count
    }

    private static func question(_ nearest: Candidate?) -> String {
        nearest.map { " Did you mean \($0.shortID), \"\($0.title.visible)\"?" } ?? ""
    }
}
