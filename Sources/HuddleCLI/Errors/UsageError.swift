import HuddleCore
import HuddleFormats

/// What is wrong with a command line. Nothing was read or written.
enum UsageError: Error, Hashable, Sendable {
    case unknownCommand(String, group: String?, nearest: String?)
    /// A word that says nothing.
    case word(WordError)
    /// How long a feed is to be read.
    case badExpiry(String)
    case badLink
    /// A link with a user in front of its host.
    case linkWithUser
    /// A link without TLS to another machine.
    case insecureLink(server: String)
    case notUTF8(what: String)
    case missingFile(String)
    /// A file that should hold certificates.
    case noCertificate(String)
    case noHome
    case nothingToChange
    case unknownField(String, known: [String])
    /// A field that entries have, and that nobody ever wrote to this one.
    case unchangedField(String, known: [String])
    /// A field without the number of its value, or the other way round.
    case fieldWithNumber
    case unclearResolve
    /// A log is to be started, and nobody says whose.
    case noName
    /// No field is in conflict; the record was edited while it was deleted.
    case neitherKeptNorDeleted(String)
    case noText(example: String)
    /// Something that the command needs was left out.
    case missing(String, example: String)
    case notTogether(String, String)
    /// What the parser of arguments found.
    case parsing(String, command: String)

    enum WordList: String, Hashable, Sendable {
        case choice
        case link
        case encoding
        case dates = "order of dates"
        case column = "rule for a column"
        case separator
        case order
        case shell

        var words: [String] {
            switch self {
            case .shell: Shell.allCases.map(\.rawValue)
            case .link: LinkVerb.allCases.map(\.rawValue)
            case .encoding: TextEncoding.allCases.map(\.rawValue)
            case .dates: DayOrder.allCases.map(\.rawValue)
            case .column: TableField.allCases.map { "HEADING=" + $0.rawValue }
            case .separator: ["comma", "semicolon", "tab", "bar"]
            case .order: SortWord.allCases.map(\.rawValue)
            case .choice: ["mine", "theirs", "latest", "a number"]
            }
        }
    }

    /// What `body` reads of words, or what is wrong with them.
    static func reading<Result>(_ body: () throws(WordError) -> Result) throws(UsageError) -> Result {
        do throws(WordError) {
            return try body()
        } catch {
            throw .word(error)
        }
    }

    /// A word that must be one of a list.
    static func unknownWord(_ word: String, of list: WordList) -> UsageError {
        .word(.unknown(word, what: list.rawValue, known: list.words))
    }
}

extension UsageError: CustomStringConvertible {
    var description: String {
        switch self {
        case .unknownCommand(let word, let group, let nearest):
            "There is no command \"\(group.map { $0 + " " } ?? "")\(word.visible)\"."
                + (nearest.map { " Did you mean \"\($0)\"?" } ?? "")
                + "\nSee `huddle \(group ?? "")\(group == nil ? "" : " ")--help`."
        case .word(let error): error.asOptions.description
        case .badExpiry(let text):
            "\"\(text.visible)\" is no time that a feed can be read for: write 30d, 12w or a date, a day from now at least and "
                + "\(Limits.feedDaysMost) days at most."
        case .badLink:
            "This is no link to join with: paste the whole link that your admin sent, in quotes, such as "
                + "'https://huddle.example.com/join#…'."
        case .linkWithUser:
            "This link names a user in front of its server (the part before @), which no link of Huddle does: the server is "
                + "then another one than it seems. Nothing was sent. Ask your admin for a new link."
        case .insecureLink(let server):
            "The link goes to \(server.visible) without TLS: everyone on the way could read the link's secret and all notes, "
                + "and change them. Nothing was sent, and the link can still be used. Ask your admin for an https:// link; "
                + "where the way is safe otherwise, such as in a VPN, give --insecure."
        case .notUTF8(let what):
            "\(what) is not valid UTF-8 text: check the terminal's or the file's encoding."
        case .noCertificate(let file):
            "There is no certificate in \(file.visible): it wants the authority's own, as PEM."
        case .missingFile(let path): "There is no file \(path.visible)."
        case .noHome:
            "It is not known where your log is: neither HUDDLE_HOME, XDG_DATA_HOME nor HOME is set. Give --home FOLDER."
        case .nothingToChange:
            "Nothing to change was given. Write what the entry should say, such as `--due fri` or `--status done`."
        case .unknownField(let word, let known):
            "There never was a field \"\(word.visible)\" here."
                + (NearestWord.to(word, in: known).map { " Did you mean \"\($0.visible)\"?" } ?? "")
                + " There are: \(known.map(\.visible).joined(separator: ", "))."
        case .unchangedField(let field, let known):
            "The field \(field) was never changed here, so it has no earlier value. Those with one: "
                + "\(known.map(\.visible).joined(separator: ", "))."
        case .fieldWithNumber:
            "A field needs the number of its value, and a number its field: `huddle restore fkmd text --to 2`. "
                + "`huddle history ID` shows the numbers."
        case .noName:
            "There is no log here yet. Say whose it is to be: `huddle bundle read FILE --name \"Your Name\"`."
        case .unclearResolve:
            "Say what to decide and how, once: `huddle resolve ID --keep mine|theirs|latest|NUMBER`, --text or --edit, or "
                + "`huddle resolve --all --keep latest`."
        case .neitherKeptNorDeleted(let id):
            "Somebody deleted it and somebody else edited it or brought it back meanwhile: `huddle restore \(id)` keeps "
                + "it, `huddle delete \(id)` deletes it."
        case .noText(let example):
            "There is no text: write it behind the command, such as `\(example)`."
        case .missing(let what, let example): "Say \(what), such as `\(example)`."
        case .notTogether(let one, let other): "\(one) and \(other) do not go together: give one of them."
        case .parsing(let message, let command): "\(message)\nSee `\(command) --help`."
        }
    }
}

extension WordError {
    /// The same with the words called what they are called on a command line.
    fileprivate var asOptions: WordError {
        switch self {
        case .notTogether(let one, let other): .notTogether(Self.option(one), Self.option(other))
        case .tooMany(let word, let limit): .tooMany(Self.option(word), limit: limit)
        case .unknown, .badDate, .badLimit: self
        }
    }

    private static func option(_ word: String) -> String { ListSubject(rawValue: word) == nil ? "--" + word : word }
}
