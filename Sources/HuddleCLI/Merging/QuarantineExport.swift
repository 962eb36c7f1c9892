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
            "",
            examples: [
                "huddle quarantine export",
                "huddle quarantine export --output refused.jsonl",
            ]))

    @OptionGroup var global: GlobalOptions

    @Option(help: ArgumentHelp("Write to this file, whole or not at all, instead of stdout.", valueName: "file"))
    var output: String?

    func run(in environment: CommandEnvironment) throws {
        let lines = try global.log(in: environment).quarantine().map { quarantined in
            var json = JSONWriter()
            RefusedChange(quarantined).write(to: &json, withBytes: true)
            return json.text + "\n"
        }
        guard let output, output != "-" else { return try environment.output.write(lines.joined()) }
        try Files.write(Array(lines.joined().utf8), to: output)
        environment.say("Wrote \(Plural.text(lines.count, "change")) to \(output.visible).")
    }
}
