import HuddleCore
import Mustache

/// How people's texts become inert inside a string of a chat's JSON: nobody is called, nothing becomes a link that says one thing and
/// leads to another, and the JSON stays what it is.
enum ChatEscaping: String, CaseIterable, MustacheContentType {
    case json = "JSON"
    case slack = "SLACK"
    case mattermost = "MATTERMOST"

    func escapeText(_ text: String) -> String {
        switch self {
        case .json: Self.json(text)
        case .slack: Self.json(Self.slack(text))
        case .mattermost: Self.json(Self.mattermost(text))
        }
    }

    /// Once for the program, before the first template is read.
    static func register() { _ = registered }

    private static let registered: Void = {
        for escaping in allCases { MustacheContentTypes.register(escaping, named: escaping.rawValue) }
    }()

    /// What stands between the quotes of a JSON string.
    private static func json(_ text: String) -> String {
        var writer = JSONWriter()
        writer.value(text)
        return String(writer.text.dropFirst().dropLast())
    }

    /// Mentions and links that show another text are written with angle brackets: `<!channel>`, `<https://…|text>`. A bare
    /// `@here` is text to Slack unless it is told to look for names; it is broken all the same.
    ///
    /// Source: docs.slack.dev, "Formatting message text", "Escaping text".
    private static func slack(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            default: result.append(scalar)
            }
            if scalar == "@", !previous.properties.isAlphabetic { result.append(wedge) }
            previous = scalar
        }
        return String(result)
    }

    /// Markdown, in which `@channel` calls everyone however it is escaped, and in which Slack's `<!channel>` is understood too:
    /// what nobody sees stands behind both signs.
    private static func mattermost(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.isEmpty ? "" : MarkdownText.escape(String(line))
        }
        var result = String.UnicodeScalarView()
        for scalar in lines.joined(separator: "\n").unicodeScalars {
            result.append(scalar)
            if scalar == "@" || scalar == "<" { result.append(wedge) }
        }
        return String(result)
    }

    /// A space without width.
    private static let wedge: Unicode.Scalar = "\u{200b}"
}
