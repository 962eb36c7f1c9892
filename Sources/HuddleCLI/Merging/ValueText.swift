import HuddleClient
import HuddleCore
import HuddleFormats

/// Values of fields as people and programs read them: what, who, when and where.
struct ValueText {
    private let environment: CommandEnvironment

    init(_ environment: CommandEnvironment) {
        self.environment = environment
    }

    /// `Maria Silva · 2026-11-23 10:00 · this machine`
    func origin(of value: WrittenValue) -> String {
        let place =
            value.isHere ? "this machine" : value.isMine ? "another of your machines" : "another person's machine"
        let time = environment.calendar.text(of: value.time)
        return "\((value.author ?? "someone").visible) · \(time) · \(place)"
    }

    /// A value, with what it changed in a text that came before it.
    func content(of written: WrittenValue, since base: Value?) -> String {
        guard case .text(let new) = written.value else { return written.words }
        guard case .text(let old)? = base, old != new else { return new.visibleLines }
        return WordDiff(from: old, to: new).text(environment.style)
    }

    /// The line that says who, and below it what, both behind a mark and the value's number.
    func block(_ value: WrittenValue, mark: String, since base: Value?) -> String {
        let style = environment.style
        let head = "    " + style(TextWidth.padded(mark, to: 8), .dim) + style(String(value.number), .bold) + "  "
        let lines = content(of: value, since: base).split(separator: "\n", omittingEmptySubsequences: false)
        return head + style(origin(of: value), .dim) + "\n" + lines.map { "            \($0)\n" }.joined()
    }

    static func write(_ value: WrittenValue, to json: inout JSONWriter) {
        json.object { json in
            json.member("number", value.number)
            json.key("value")
            RecordJSON.write(value.value, to: &json)
            json.member("standing", word(value.standing))
            json.member("author", value.author)
            json.member("time", value.time.iso8601)
            json.member("replica", value.replica.hex)
            json.member("where", value.isHere ? "here" : value.isMine ? "mine" : "theirs")
        }
    }

    private static func word(_ standing: History.Standing) -> String {
        switch standing {
        case .winner: "winner"
        case .open: "open"
        case .replaced: "replaced"
        }
    }
}
