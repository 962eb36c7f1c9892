import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleWire

/// Writes the log to a file.
struct BundleWrite: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "write",
        abstract: "Write this log to a file, whole or not at all.",
        discussion: HelpText.discussion(
            """
            Everything in it can be read by whoever has the file, which only you may read unless you pass it on.
            """,
            examples: [
                "huddle bundle write team.huddle",
                "huddle bundle write team.huddle --since mon",
            ]))

    @OptionGroup var global: GlobalOptions

    var printing: Printing { .confirmation }

    @Argument(help: "The file, which usually ends in .huddle.")
    var file: String

    @Option(help: ArgumentHelp("Only what was written on this day or later.", valueName: "date"))
    var since: TypedText?

    func run(in environment: CommandEnvironment) throws {
        let since = try since.map { since in
            let day = try Words.date(since.text, today: environment.today, looking: .back)
            return environment.calendar.start(of: day)
        }
        var bundle = try global.log(in: environment).bundle(since: since)
        bundle.written = environment.timeOfWriting
        guard bundle.changes.reduce(0, { $0 + $1.count }) < Limits.bundleBytes - Limits.smallRequestBytes else {
            throw BundleReadError.refused(.tooLarge(limit: Limits.bundleBytes))
        }
        let bytes = try bundle.encoded()
        try Files.write(bytes, to: file)
        if global.json {
            return try environment.printJSON { json in
                json.object { json in
                    json.member("file", file)
                    json.member("changes", bundle.changes.count)
                    json.member("bytes", bytes.count)
                }
            }
        }
        try environment.output.line("Wrote \(Plural.text(bundle.changes.count, "change")) to \(file.visible).")
    }
}
