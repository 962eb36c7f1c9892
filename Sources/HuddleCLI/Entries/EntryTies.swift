import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// What stands beside an entry: links from both ends, and comments.
struct EntryTies {
    private let outgoing: [(link: Link, target: StoredProjection?)]
    private let incoming: [IncomingLink]
    private let comments: [WrittenComment]

    init(_ entry: Entry, _ log: HuddleLog) throws {
        outgoing = try entry.links.map { ($0, try log.stored($0.target)) }
        incoming = try log.links(to: entry.id)
        comments = try log.comments(on: entry.id)
    }

    func add(to sheet: inout Sheet, _ environment: CommandEnvironment) {
        for (link, target) in outgoing {
            sheet.addRaw("linked", "\(link.verb.text.visible) " + Self.name(target, link.target, environment))
        }
        for link in incoming {
            let words = link.verb.known?.passive ?? link.verb.text.visible + " from"
            sheet.addRaw("linked", words + " " + Self.name(link.source, link.source.projection.id, environment))
        }
    }

    func addComments(to sheet: inout Sheet, _ environment: CommandEnvironment) {
        for comment in comments {
            let who = (comment.author ?? "someone").visible
            let time = environment.calendar.text(of: comment.comment.projection.created)
            sheet.addRemark(
                "\(environment.style(comment.shortID, .bold))  \(environment.style("\(who) · \(time)", .dim))",
                comment.comment.text)
        }
    }

    func write(to json: inout JSONWriter) {
        json.key("linkedFrom")
        json.array { json in
            for link in incoming { EntryJSON.write(link.verb, link.source.projection.id, to: &json) }
        }
        json.key("comments")
        json.array { json in
            for comment in comments {
                json.object { json in
                    json.member("id", comment.comment.id.text)
                    json.member("shortId", comment.shortID)
                    json.member("text", comment.comment.text)
                    json.member("author", comment.author)
                    json.member("created", comment.comment.projection.created.iso8601)
                }
            }
        }
    }

    private static func name(_ stored: StoredProjection?, _ id: RecordID, _ environment: CommandEnvironment) -> String {
        guard let stored else { return "\(ShortID(id).letters(6)), which has not arrived yet" }
        let deleted = stored.projection.presence == .deleted ? " (deleted)" : ""
        return environment.style(stored.shortID, .bold) + "  " + HuddleLog.title(of: stored).visible + deleted
    }
}
