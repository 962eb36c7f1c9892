import HuddleCore

/// Everything that people can set. Help, the manual, the file's comments and the checks of values all come from here.
enum Setting: String, CaseIterable, Hashable, Sendable {
    case name
    case department
    case home
    case editor
    case pager
    case color
    case syncAfterCapture = "sync.after-capture"

    /// What it does, in a sentence.
    var purpose: String {
        switch self {
        case .name: "Your full name, for `huddle init` and `huddle bundle read` where --name is not given."
        case .department: "Where you work, for the same commands where --department is not given."
        case .home: "The folder of your log, where neither --home nor $HUDDLE_HOME names one."
        case .editor: "The program that `huddle edit` and `huddle resolve` open, rather than $VISUAL or $EDITOR."
        case .pager: "The program that shows what is longer than the screen, rather than $PAGER; cat for none."
        case .color: "When there are colours. auto is on a terminal, unless NO_COLOR is set."
        case .syncAfterCapture:
            "After each capture or change, sync in the background. It never slows that, and never makes it fail."
        }
    }

    /// What it may be, as a person would say it.
    var allowed: String {
        switch self {
        case .name, .department: "text of at most \(Limits.nameBytes) bytes"
        case .home: "a whole path, from / or ~/ on"
        case .editor, .pager: "a command line"
        case .color: words.joined(separator: ", ")
        case .syncAfterCapture: "on or off"
        }
    }

    /// What holds where it is not set; nil, where there is nothing or other things decide.
    var standard: String? {
        switch self {
        case .name, .department, .home, .editor, .pager: nil
        case .color: ColorChoice.auto.rawValue
        case .syncAfterCapture: "off"
        }
    }

    /// Something that it may be set to.
    var example: String {
        switch self {
        case .name: "Maria Silva"
        case .department: "sales"
        case .home: "~/work/huddle"
        case .editor: "code --wait"
        case .pager: "less -FRX"
        case .color: "never"
        case .syncAfterCapture: "on"
        }
    }

    /// The words that it may be, where these are few.
    var words: [String] {
        switch self {
        case .name, .department, .home, .editor, .pager: []
        case .color: ColorChoice.allCases.map(\.rawValue)
        case .syncAfterCapture: ["on", "off"]
        }
    }

    func allows(_ value: String) -> Bool {
        guard !value.isEmpty, value == value.trimmed, !value.unicodeScalars.contains(where: \.isObeyedByTerminals)
        else {
            return false
        }
        switch self {
        case .name, .department: return value.utf8.count <= Limits.nameBytes
        case .home: return value.hasPrefix("/") || value.hasPrefix("~/")
        case .editor, .pager: return true
        case .color, .syncAfterCapture: return words.contains(value)
        }
    }
}
