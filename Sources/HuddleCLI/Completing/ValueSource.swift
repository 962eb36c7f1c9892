import HuddleCore
import HuddleFormats
import HuddleStore

/// Where the values of an option or an argument come from when it is completed.
enum ValueSource: Hashable {
    /// Nothing that could be known: free text, a number, a link.
    case nothing
    case words([String])
    case dates
    case files
    case folders
    /// A line of the grammar: `@maria`, `#quality`, `customer:Acme`.
    case line
    case names(NamedField)
    case departments
    case entries(EntryChoice)
    case meetings
    case spaces
    case filters
    case settings
    /// What the setting before may be.
    case settingValues
    indirect case either(ValueSource, ValueSource)

    enum EntryChoice: Hashable {
        case all
        /// Actions that are not done.
        case open
        case closed
        case deleted
    }

    /// What an option takes; nil where this table misses it, which a test finds.
    ///
    /// - Parameter path: The command, as it is typed: `feed create`.
    init?(option: String, of path: String) {
        switch option {
        case "format" where path == "feed create": self = .words(FeedFormat.allCases.map(\.rawValue))
        case "expires": self = .words(["7d", "30d", "\(Limits.feedDays)d", "\(Limits.feedDaysMost)d"])
        case "customer": self = .names(.customer)
        case "product": self = .names(.product)
        case "site": self = .names(.site)
        case "tag", "untag": self = .names(.tag)
        case "owner", "disown", "with", "name", "member", "author": self = .names(.owner)
        case "department": self = .departments
        case "meeting", "resume": self = .meetings
        case "kind": self = .words(EntryKind.allCases.map(\.rawValue))
        case "status": self = .words(EntryStatus.allCases.map(\.rawValue))
        case "priority": self = .words(["high", "medium", "low"])
        case "due", "since", "until", "on", "due-before", "due-after": self = .dates
        case "format": self = .words(Format.allCases.map(\.rawValue))
        case "role": self = .words(Role.allCases.map(\.rawValue))
        case "keep": self = .words(["mine", "theirs", "latest"])
        case "sort": self = .words(UsageError.WordList.order.words)
        case "event": self = .words(Happening.Kind.allCases.map(\.rawValue))
        case "body": self = .either(.words(WebhookForm.allCases.filter { $0 != .template }.map(\.rawValue)), .files)
        case "color": self = .words(["auto", "always", "never"])
        case "filter": self = .filters
        case "home", "salvage", "output-dir": self = .folders
        case "group": self = .words(ExportGroup.allCases.map(\.rawValue))
        case "columns": self = .words(ExportColumn.allCases.map(\.rawValue))
        case "output", "map-file", "template", "verify", "ca-file": self = .files
        case "encoding": self = .words(UsageError.WordList.encoding.words)
        case "dates": self = .words(UsageError.WordList.dates.words)
        case "separator": self = .words(UsageError.WordList.separator.words)
        case "limit", "text", "details", "to", "map", "list", "per": self = .nothing
        default: return nil
        }
    }

    /// What a command's argument is; nil where this table misses it, which a test finds.
    ///
    /// - Parameter path: The command, as it is typed: `meeting show`.
    init?(argument: String, of path: String) {
        switch (path, argument) {
        case ("add", _): self = .line
        case ("search", _): self = .either(.names(.customer), .names(.tag))
        case ("assign", _): self = .either(.entries(.all), .names(.owner))
        case ("due", _): self = .either(.entries(.all), .dates)
        case ("tag", _): self = .either(.entries(.all), .names(.tag))
        case ("done", _), ("drop", _): self = .entries(.open)
        case ("reopen", _): self = .entries(.closed)
        case ("restore", "id"): self = .entries(.deleted)
        case ("show", "id"), ("delete", "id"), ("history", "id"): self = .either(.entries(.all), .meetings)
        case ("export meeting", "id"), ("meeting show", "id"), ("visit show", "id"), ("visit end", "id"),
            ("meeting end", "id"):
            self = .meetings
        case (_, "id"): self = .entries(.all)
        case (_, "verb"): self = .words(LinkVerb.allCases.map(\.rawValue))
        case (_, "field"): self = .words(FieldWord.all)
        case ("config set", "value"): self = .settingValues
        case (_, "key"): self = .settings
        case (_, "shell"): self = .words(Shell.allCases.map(\.rawValue))
        case (_, "role"): self = .words(Role.allCases.map(\.rawValue))
        case (_, "member"), ("invite", "name"): self = .names(.owner)
        case ("filter save", "name"): self = .nothing
        case (_, "filter"), ("filter show", "name"), ("filter delete", "name"), ("filter remove", "name"):
            self = .filters
        case (_, "space"): self = .spaces
        case (_, "file"), (_, "files"): self = .files
        case (_, "title"), (_, "text"), (_, "link"), (_, "device"), (_, "invitation"), (_, "feed"), (_, "webhook"),
            (_, "delivery"), (_, "url"):
            self = .nothing
        case ("feed create", "list"): self = .words(ListSubject.ofFeeds.map(\.rawValue))
        case (_, "folder"): self = .folders
        default: return nil
        }
    }
}
