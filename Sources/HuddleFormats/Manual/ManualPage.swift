/// A manual page as `man` reads it.
///
/// Source: man(7) and groff_man(7); mandoc's lint has nothing to say of what this writes.
package struct ManualPage: Sendable {
    /// A section with a heading and what stands in it.
    package struct Section: Sendable {
        package let heading: String
        /// Help as it is written: paragraphs, and lines that begin with a space, which stay as they are.
        package let text: String

        package init(_ heading: String, _ text: String) {
            self.heading = heading
            self.text = text
        }
    }

    /// What a page says of where and when it comes from.
    package struct Edition: Sendable {
        package let version: String
        /// The day, as `2026-11-21`.
        package let day: String

        package init(version: String, day: String) {
            self.version = version
            self.day = day
        }
    }

    /// `huddle-meeting`.
    package let name: String
    package private(set) var text: String

    /// A page of one command and all that is in it.
    ///
    /// - Parameters:
    ///   - path: How it is typed: `["huddle", "meeting"]`.
    ///   - isWhole: Whether the commands in it have their own sections here, rather than pages of their own.
    ///   - sections: What else it says, at the end.
    package init(
        _ command: DescribedCommand, at path: [String], isWhole: Bool, sections: [Section], seeAlso: [String],
        _ edition: Edition
    ) {
        name = path.joined(separator: "-")
        var roff = RoffText()
        roff.title(name.uppercased(), day: edition.day, source: "Huddle " + edition.version, manual: "Huddle")
        roff.heading("NAME")
        roff.raw(RoffText.escaped(name) + " \\- " + RoffText.escaped(Self.sentence(command.abstract)))
        roff.heading("SYNOPSIS")
        roff.synopsis(command, at: path)
        if isWhole { for inner in command.inner { roff.anotherSynopsis(inner, at: path + [inner.commandName]) } }
        let help = HelpParts(command.discussion ?? "")
        roff.heading("DESCRIPTION")
        roff.prose(help.prose.isEmpty ? (command.abstract ?? "") : help.prose)
        roff.arguments(command)
        if !isWhole, !command.inner.isEmpty {
            roff.heading("COMMANDS")
            for inner in command.inner {
                roff.tagged(inner.commandName, inner.abstract ?? "")
            }
        }
        if isWhole { roff.inner(of: command, at: path) }
        roff.examples(help.examples)
        for section in sections {
            roff.heading(section.heading)
            roff.prose(section.text)
        }
        roff.heading("SEE ALSO")
        roff.raw(seeAlso.map { "\\fB" + RoffText.escaped($0) + "\\fP(1)" }.joined(separator: ",\n"))
        text = roff.text
    }

    /// In the section NAME, no full stop stands behind what a thing is.
    private static func sentence(_ abstract: String?) -> String {
        var words = (abstract ?? "").split(separator: "\n").joined(separator: " ")
        if words.hasSuffix(".") { words.removeLast() }
        return words
    }
}

/// What stands in a command's help below its first line.
struct HelpParts {
    private static let heading = "Examples:"

    let prose: String
    let examples: [String]

    init(_ discussion: String) {
        let lines = discussion.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let start = lines.lastIndex(of: Self.heading) ?? lines.count
        prose = lines[..<start].joined(separator: "\n")
        examples = lines.dropFirst(start + 1).map { line in String(line.drop { $0 == " " }) }.filter { !$0.isEmpty }
    }
}
