import HuddleCore

/// A line of capture mode that is no entry: `/owner maria`.
struct SlashCommand: Hashable {
    enum Name: String, CaseIterable, Hashable {
        case owner
        case due
        case customer
        case tag
        case kind
        case list
        case undo
        case help
        case end

        var form: String {
            switch self {
            case .owner: "/owner NAME"
            case .due: "/due DATE"
            case .customer: "/customer NAME"
            case .tag: "/tag WORD"
            case .kind: "/kind KIND"
            case .list, .undo, .help, .end: "/" + rawValue
            }
        }

        var purpose: String {
            switch self {
            case .owner: "takes care of what follows, unless a line says otherwise; alone: nobody"
            case .due: "is when what follows is due; alone: never"
            case .customer: "is whom what follows is about; alone: nobody"
            case .tag: "goes with what follows; alone: none"
            case .kind: "is what follows, where no mark says so; alone: a note"
            case .list: "shows what was captured"
            case .undo: "takes back the last entry"
            case .help: "shows this"
            case .end: "ends"
            }
        }
    }

    let name: Name
    /// What stands behind it, empty for nothing.
    let words: String

    /// Nil, where the line is an entry: a path such as `/etc/hosts`, or a word that resembles no command.
    ///
    /// - Throws: `CaptureModeError.unknownCommand`, where a command was probably meant.
    init?(_ line: String) throws(CaptureModeError) {
        guard line.hasPrefix("/") else { return nil }
        let typed = line.dropFirst().prefix { !$0.isWhitespace }
        guard !typed.isEmpty, typed.allSatisfy({ $0.isLetter && $0.isASCII }) else { return nil }
        guard let name = Name(rawValue: typed.lowercased()) else {
            guard let nearest = NearestWord.to(String(typed), in: Name.allCases.map(\.rawValue)) else { return nil }
            throw .unknownCommand(String(typed), nearest: nearest)
        }
        self.name = name
        words = String(line.dropFirst(typed.count + 1)).trimmed
    }
}

/// What is wrong with a line of capture mode. Nothing was saved.
enum CaptureModeError: Error, Hashable, Sendable {
    case unknownCommand(String, nearest: String)
    case nothingToUndo
    case tooLong
}

extension CaptureModeError: Reported {
    var exitCode: ExitCode {
        switch self {
        case .unknownCommand: .usage
        case .nothingToUndo: .failure
        case .tooLong: .badData
        }
    }

    var description: String {
        switch self {
        case .unknownCommand(let word, let nearest):
            "There is no /\(word.visible) here. Did you mean /\(nearest)? Nothing was saved: \\/\(word.visible) keeps it as text."
        case .nothingToUndo:
            "Nothing was captured here yet. `huddle undo` takes back what was done before."
        case .tooLong:
            "The line has more than \(Limits.importFileBytes) bytes, and a text at most \(Limits.textBytes). It was not saved."
        }
    }
}
