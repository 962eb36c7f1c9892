import HuddleCore
import HuddleStore

/// What a feed's content hangs on: two answers with one tag say the same.
///
/// It is weak, because the time of writing stands in some formats; packed and plain answers may share it for that. An entry that was taken out of a list leaves no time
/// behind, so there is no `Last-Modified`.
/// Source: RFC 9110, sections 8.8.3 and 13.1.2.
struct FeedTag: Hashable, Sendable {
    let text: String

    init(_ found: FeedAccess, _ state: SpaceState, _ day: CivilDate, _ hash: Hash128) {
        var bytes: [UInt8] = []
        found.feed.id.digest.append(to: &bytes)
        state.cursor.chain.append(to: &bytes)
        let words = [
            String(state.cursor.seq), day.text, Version.text, found.access.member.name, found.access.space.name,
        ]
        for word in words { bytes += Array(word.utf8) + [0] }
        text = "W/\"" + Hex.encode(hash(bytes).bytes) + "\""
    }

    /// Whether a field `If-None-Match` names it: strong or weak, alone or among others.
    func isNamed(in fields: [String]) -> Bool {
        let choices: [Substring] = fields.flatMap { $0.split(separator: ",") }
        return choices.contains { choice in
            let choice = String(choice).trimmed
            return choice == "*" || choice == text || "W/" + choice == text
        }
    }
}
