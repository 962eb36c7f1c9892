import HuddleWire

/// What can be tried with arbitrary bytes: every reader of what other people or machines wrote.
///
/// Each either takes the bytes and holds what it promises, or throws an error of its own. Nothing else is in order.
enum FuzzTarget: String, CaseIterable {
    /// One change's bytes.
    case change
    /// Several changes, put together from the bytes: merging in any order gives one state.
    case merge
    /// Messages of the sync protocol in protobuf.
    case messages
    /// The same as JSON.
    case json
    case gzip
    case bundle
    case minutes
    /// Invitation links.
    case link
    /// Dates as people type them.
    case dates
    /// Lines that somebody captures.
    case capture
    /// The words that say which entries are wanted: options of a command, or parameters of an export's or a feed's address.
    case filter
    /// The parameters of an export's address.
    case query
    /// Events that a server sends to whoever watches.
    case events
    /// A space's export.
    case export
    /// Text that goes to a terminal, and ids as people type them.
    case text
    /// Files of entries that other programs wrote.
    case table
    case todotxt
    case taskwarrior
    case calendar
    case ndjson
    case jira

    /// Set once, before the first run.
    nonisolated(unsafe) static var current = FuzzTarget.change

    func run(_ bytes: [UInt8]) {
        switch self {
        case .change: ChangeFuzz.run(bytes)
        case .merge: MergeFuzz.run(bytes)
        case .messages: MessageFuzz.run(bytes, as: .protobuf)
        case .json: MessageFuzz.run(bytes, as: .json)
        case .gzip: GzipFuzz.run(bytes)
        case .bundle: BundleFuzz.run(bytes)
        case .minutes: MinutesFuzz.run(bytes)
        case .link: LinkFuzz.run(bytes)
        case .dates: DateFuzz.run(bytes)
        case .capture: CaptureFuzz.run(bytes)
        case .filter: FilterFuzz.run(bytes)
        case .query: QueryFuzz.run(bytes)
        case .events: EventStreamFuzz.run(bytes)
        case .export: ExportFuzz.run(bytes)
        case .text: TextFuzz.run(bytes)
        case .table: ImportFuzz.run(bytes, as: .table)
        case .todotxt: ImportFuzz.run(bytes, as: .todotxt)
        case .taskwarrior: ImportFuzz.run(bytes, as: .taskwarrior)
        case .calendar: ImportFuzz.run(bytes, as: .calendar)
        case .ndjson: ImportFuzz.run(bytes, as: .ndjson)
        case .jira: ImportFuzz.run(bytes, as: .jira)
        }
    }
}
