import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Shows entries or meetings with everything in them.
struct Show: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show entries with everything in them.",
        discussion: HelpText.discussion(
            """
            Comments and links are shown too. Where two people changed the same thing without knowing of each other, both \
            versions are.
            """,
            examples: [
                "huddle show fkmd",
                "huddle show 1-3 --json",
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The letters in front of it in a list, its number in the last list, or @last. Several are taken.")
    var id: [String]

    func run(in environment: CommandEnvironment) throws {
        let log = try global.log(in: environment)
        for (position, found) in try log.findAll(id).enumerated() {
            if position > 0, !global.json { try environment.output.write("\n") }
            try show(found, log, environment)
        }
    }

    private func show(_ found: StoredProjection, _ log: HuddleLog, _ environment: CommandEnvironment) throws {
        switch found.projection.type {
        case .entry:
            guard let listed = try log.entry(found.projection.id) else { return }
            let ties = try EntryTies(listed.entry, log)
            if global.json {
                return try environment.printJSON { EntryJSON.write(listed, to: &$0) { ties.write(to: &$0) } }
            }
            var sheet = RecordSheet(log, environment)
            try environment.printSheet(try sheet.text(of: listed, ties))
        case .meeting:
            try MeetingPage(log, environment).print(found, asJSON: global.json)
        case .comment, .person, .unknown:
            if global.json { return try environment.printJSON { OtherJSON.write(found, to: &$0) } }
            var sheet = RecordSheet(log, environment)
            try environment.printSheet(
                try sheet.text(of: found.projection, shortID: found.shortID, settled: found.settled))
        }
    }
}
