import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats

/// Offers what was refused once more.
struct QuarantineRetry: Command {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Offer what was refused again, with the next sync.",
        discussion: HelpText.discussion(
            "",
            examples: [
                "huddle quarantine retry",
                "huddle quarantine retry --json",
            ]))

    @OptionGroup var global: GlobalOptions

    func run(in environment: CommandEnvironment) throws {
        let count = try global.writableLog(in: environment).retryQuarantined()
        if global.json {
            return try environment.printJSON { json in json.object { $0.member("waiting", count) } }
        }
        guard count > 0 else { return environment.say("Nothing was refused.") }
        try environment.output.line("\(Plural.text(count, "change")) will be offered again: run `huddle sync`.")
    }
}
