import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats

/// Writes the manual pages, for whoever packs or installs the program: `huddle.1`, and `huddle-COMMAND.1` for each command.
struct ManualCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Write the manual pages into a folder.",
        discussion: HelpText.discussion(
            "SOURCE_DATE_EPOCH sets the day that they carry.",
            examples: [
                "huddle manual share/man/man1",
                "huddle manual share/man/man1 --json",
            ]),
        shouldDisplay: false)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The folder.")
    var folder: String

    func run(in environment: CommandEnvironment) throws {
        let edition = ManualPage.Edition(
            version: Version.text, day: environment.calendar.day(of: environment.timeOfWriting).text)
        let pages = try Manual.pages(edition)
        for page in pages {
            try Files.write(to: folder + "/" + page.name + ".1") { append in try append(Array(page.text.utf8)) }
        }
        if global.json {
            return try environment.printJSON { json in json.array(pages.map { folder + "/" + $0.name + ".1" }) }
        }
        try environment.output.line("Wrote \(Plural.text(pages.count, "page")) into \(folder.visible).")
    }
}

/// The manual, made of what help says.
enum Manual {
    static func pages(_ edition: ManualPage.Edition) throws -> [ManualPage] {
        let root = try DescribedCommand(Huddle.self)
        let names = root.inner.map { "huddle-" + $0.commandName }
        let topics = HelpTopic.allCases.map { topic in
            ManualPage.Section(topic.rawValue.uppercased().replacing("-", with: " "), topic.text)
        }
        let overview = ManualPage(
            root, at: ["huddle"], isWhole: false, sections: topics, seeAlso: names + ["huddle-server"], edition)
        return [overview]
            + root.inner.map { command in
                ManualPage(
                    command, at: ["huddle", command.commandName], isWhole: true, sections: [], seeAlso: ["huddle"],
                    edition)
            }
    }
}
