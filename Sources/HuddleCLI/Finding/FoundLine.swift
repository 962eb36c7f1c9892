import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// What a search found, as it is printed: the record on a line, and below it the hits that are not in that line.
struct FoundLine {
    private static let kindColumns = 11
    private static let leastColumns = 20

    let text: String

    init(
        _ found: FoundRecord, number: Int?, _ log: HuddleLog, _ environment: CommandEnvironment
    ) throws {
        let style = environment.style
        let projection = found.stored.projection
        let (kind, look) = Self.kind(projection)
        let digits = number.map { TextWidth.padded(String($0), to: 2) + "  " } ?? ""
        let id = TextWidth.padded(found.stored.shortID, to: ShortID.fewestLetters)
        let head = digits.count + TextWidth.columns(id) + 2 + Self.kindColumns + 2
        let room = environment.output.columns.map { max(Self.leastColumns, $0 - head) }
        let hit = found.passages.first { $0.field == .text }?.pieces
        let pieces = hit ?? [Passage.Piece(HuddleLog.title(of: found.stored), isHit: false)]
        let padded = TextWidth.padded(TextWidth.cut(kind, to: Self.kindColumns), to: Self.kindColumns)
        var text = style(digits, .dim) + style(id, .bold) + "  " + style(padded, look) + "  "
        text += Snippet(pieces).text(columns: room, style: style) + "\n"
        let indent = String(repeating: " ", count: head)
        for passage in found.passages where passage.field != .text {
            let name = passage.field.name + ": "
            let left = room.map { max(Self.leastColumns, $0 - name.count) }
            text += indent + style(name, .dim) + Snippet(passage.pieces).text(columns: left, style: style) + "\n"
        }
        if projection.type == .comment, let parent = Comment(projection).parent, let about = try log.stored(parent) {
            let start = "on " + about.shortID + "  "
            let title = HuddleLog.title(of: about).visible
            let cut = room.map { TextWidth.cut(title, to: max(Self.leastColumns, $0 - start.count)) } ?? title
            text += indent + style("on ", .dim) + style(about.shortID, .bold) + "  " + cut + "\n"
        }
        self.text = text
    }

    private static func kind(_ projection: Projection) -> (String, Style.Look?) {
        guard projection.type == .entry else { return (projection.type.name.visible, nil) }
        let kind = Entry(projection).kind
        return (kind.text.visible, Style.look(of: kind))
    }

    static func write(_ found: FoundRecord, to json: inout JSONWriter) {
        let projection = found.stored.projection
        json.object { json in
            json.member("id", projection.id.text)
            json.member("shortId", found.stored.shortID)
            json.member("type", projection.type.name)
            json.member("kind", projection.type == .entry ? Entry(projection).kindName : nil)
            json.member("title", HuddleLog.title(of: found.stored))
            json.member("parent", projection.type == .comment ? Comment(projection).parent?.text : nil)
            json.key("hits")
            json.array { json in
                for passage in found.passages { write(passage, to: &json) }
            }
        }
    }

    private static func write(_ passage: Passage, to json: inout JSONWriter) {
        json.object { json in
            json.member("field", passage.field.name)
            json.member("text", passage.pieces.map(\.text).joined())
            json.member("words", passage.pieces.filter(\.isHit).map(\.text))
        }
    }
}
