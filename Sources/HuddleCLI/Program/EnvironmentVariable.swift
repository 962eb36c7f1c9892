/// What the program reads of its environment. `huddle help environment` and the manual list these, and nothing else is asked for.
enum EnvironmentVariable: String, CaseIterable, Hashable, Sendable {
    case huddleHome = "HUDDLE_HOME"
    case xdgDataHome = "XDG_DATA_HOME"
    case xdgConfigHome = "XDG_CONFIG_HOME"
    case home = "HOME"
    case visual = "VISUAL"
    case editor = "EDITOR"
    case noColor = "NO_COLOR"
    case cliColor = "CLICOLOR"
    case cliColorForce = "CLICOLOR_FORCE"
    case terminal = "TERM"
    case huddlePager = "HUDDLE_PAGER"
    case pager = "PAGER"
    case sourceDateEpoch = "SOURCE_DATE_EPOCH"

    var purpose: String {
        switch self {
        case .huddleHome: "The folder of your log, where --home does not name one."
        case .xdgDataHome: "The log is in its folder huddle, where nothing else says where it is."
        case .xdgConfigHome: "The settings are in huddle/config there."
        case .home: "Stands for the two before: ~/.local/share and ~/.config."
        case .visual: "Your editor, where the setting editor is not set."
        case .editor: "Your editor, where VISUAL is not set either. Otherwise vi."
        case .noColor: "Set to anything: no colours (no-color.org)."
        case .cliColor: "0: no colours."
        case .cliColorForce: "Colours for files and pipes too, unless it is 0."
        case .terminal: "dumb: no colours and no pager."
        case .huddlePager: "What shows what is longer than the screen; empty or cat for nothing."
        case .pager: "The same, where neither HUDDLE_PAGER nor the setting pager says anything. Otherwise less."
        case .sourceDateEpoch:
            "Seconds since 1970 that written files carry as their moment, so that equal logs give equal files."
        }
    }
}
