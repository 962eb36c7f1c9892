import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats

/// Filters with a name.
struct FilterGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "filter",
        abstract: "Keep filters under a name, for `list`, `search` and `export`.",
        discussion: HelpText.discussion(
            "",
            examples: [
                "huddle filter save mine --owner me --status open",
                "huddle list --filter mine --due-before +2w",
            ]),
        subcommands: [FilterSave.self, FilterList.self, FilterRemove.self],
        defaultSubcommand: FilterList.self)
}

/// Filters as they are printed.
enum FilterText {
    /// As they would be typed in a shell.
    static func line(_ words: [String]) -> String {
        words.map { word in
            let isPlain = word.allSatisfy { $0.isLetter || $0.isNumber || "-=_.,+@#:".contains($0) }
            return isPlain ? word.visible : "'" + word.visible.replacing("'", with: #"'\''"#) + "'"
        }.joined(separator: " ")
    }

    static func write(_ name: String, _ words: [String], to json: inout JSONWriter) {
        json.object { json in
            json.member("name", name)
            json.member("options", words)
        }
    }
}

extension FilterError: InputError {
    var exitCode: ExitCode {
        switch self {
        case .unknown: .notFound
        case .badName: .usage
        }
    }
}
