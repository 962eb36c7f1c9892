import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats

/// Hands out what was refused, byte for byte.
struct QuarantineExport: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write what was refused, byte for byte, one JSON object a line.",
        discussion: HelpText.discussion(
            "With --json it is one list.",
            examples: [
                "huddle quarantine export",
                "huddle quarantine export --output refused.jsonl",
            ]))

    @OptionGroup var global: GlobalOptions

    @Option(help: ArgumentHelp("Write to this file, whole or not at all, instead of stdout.", valueName: "file"))
    var output: String?

    func run(in environment: CommandEnvironment) throws {
        let log = try global.log(in: environment)
        let refused = try log.quarantine().map { try RefusedChange($0, in: log) }
        let lines = refused.map { change in
            var json = JSONWriter()
            change.write(to: &json, withBytes: true)
            return json.text + "\n"
        }
        guard let output, output != "-" else {
            guard global.json else { return try environment.output.write(lines.joined()) }
            return try environment.printJSON { json in
                json.array { json in for change in refused { change.write(to: &json, withBytes: true) } }
            }
        }
        try Files.write(Array(lines.joined().utf8), to: output)
        if global.json {
            return try environment.printJSON { json in
                json.object { json in
                    json.member("file", output)
                    json.member("changes", refused.count)
                }
            }
        }
        environment.say("Wrote \(Plural.text(lines.count, "change")) to \(output.visible).")
    }
}
