import HuddleCore

/// What `huddle help` explains beside the commands.
enum HelpTopic: String, CaseIterable, Hashable {
    case grammar
    case ids
    case dates
    case settings
    case environment
    case exitCodes = "exit-codes"

    /// The topic that a command line asks for, nil where it asks for something else.
    init?(_ typed: [String]) {
        guard typed.count == 2, typed[0] == "help" else { return nil }
        self.init(rawValue: typed[1])
    }

    var text: String {
        switch self {
        case .grammar: Self.grammarText
        case .ids: Self.idsText
        case .dates: Self.datesText
        case .settings: Self.settingsText
        case .environment: Self.environmentText
        case .exitCodes: Self.exitCodesText
        }
    }
}
