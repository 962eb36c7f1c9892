import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Shows one entry or meeting with everything in it.
struct Show: Command {
    static let configuration = CommandConfiguration(
        abstract: "Show one entry with everything in it.",
        discussion: HelpText.discussion(
            """
            Where two people changed the same thing without knowing of each other, both versions are shown.
            """,
            examples: [
                "huddle show fkmd",
                "huddle show fkmd --json",
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The letters in front of it in a list.")
    var id: String

    func run(in environment: CommandEnvironment) throws {
        let log = try global.log(in: environment)
        let found = try log.find(id)
        switch found.projection.type {
        case .entry:
            guard let listed = try log.entry(found.projection.id) else { throw LookupError.unknown(id, nearest: nil) }
            if global.json { return try environment.printJSON { EntryJSON.write(listed, to: &$0) } }
            var sheet = RecordSheet(log, environment)
            try environment.output.write(try sheet.text(of: listed))
        case .meeting:
            try MeetingPage(log, environment).print(found, asJSON: global.json)
        case .comment, .person, .unknown:
            if global.json { return try environment.printJSON { OtherJSON.write(found, to: &$0) } }
            var sheet = RecordSheet(log, environment)
            try environment.output.write(
                try sheet.text(of: found.projection, shortID: found.shortID, settled: found.settled))
        }
    }
}
