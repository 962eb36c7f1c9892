import HuddleCore
import HuddleFormats
import HuddlePacking
import HuddleStore
import HuddleWire
import Synchronization

/// An export that is being written: which entries, in which order, and how far it has come.
///
/// It takes a page of entries at a time from the log and holds no transaction between: whoever reads slowly keeps neither a
/// thread nor old pages of the database. So it has the entries that matched when it began, each as it is when its page is read.
final class RunningExport: Sendable {
    /// Small enough that a page of the longest entries fits in what a call may take.
    private static let pageEntries = 64

    private struct State {
        var export: PagedExport
        var names: EntryNames
        let deflater: Deflater?
        var hasBegun = false
        var isOver = false
    }

    private let state: Mutex<State>

    /// How the entries stand in the file.
    struct Form {
        /// Nil for one list of all.
        let group: ExportGroup?
        let sort: ExportSort?
        let limit: Int?
        /// Whether an entry with two owners stands under both.
        let hasHeadings: Bool
        /// Whether the file is packed with gzip on its way.
        let isPacked: Bool
    }

    /// Blocks.
    ///
    /// - Parameters:
    ///   - newest: Take no more than so many entries, those that changed last, however many match.
    ///   - makeWriter: Told when an entry of the list changed last, nil where there is none.
    /// - Throws: `Problem` with `.tooLarge` or `.malformed`; `StoreError`.
    init(
        _ list: LogList, _ form: Form, newest: Int? = nil, at now: WallTime,
        makeWriter: (_ latest: WallTime?) -> any ExportWriter
    ) throws {
        var names = list.names
        var latest: WallTime?
        var order = ExportOrder(
            group: form.group, sort: form.sort, today: LocalCalendar.utc.day(of: now), showsAll: form.hasHeadings)
        try list.reader.eachOutline(matching: list.filter, newest: newest) { outline in
            guard order.count < Limits.exportItems else {
                throw Problem(
                    .tooLarge, "more than \(Limits.exportItems) entries are in this list: narrow it, say with since")
            }
            latest = max(latest ?? outline.changed, outline.changed)
            try order.add(outline) { try names.meeting($0, from: list.reader) }
        }
        let export = PagedExport(list.facts(at: now), try order.placed(limit: form.limit), makeWriter(latest))
        state = Mutex(State(export: export, names: names, deflater: form.isPacked ? Deflater(.gzip) : nil))
    }

    /// The file's next bytes, nil at its end. There may be none yet of a file that is packed. Blocks.
    ///
    /// - Parameter read: Reads in one transaction.
    /// - Throws: `StoreError`.
    func next(reading read: ((any EntryReader) throws -> [ListedEntry]) throws -> [ListedEntry]) throws -> [UInt8]? {
        let (places, former, isOver) = try state.withLock { state in
            (try state.export.next(Self.pageEntries), state.names, state.isOver)
        }
        guard !isOver else { return nil }
        var names = former
        let entries =
            places.isEmpty
            ? []
            : try read { reader in
                var entries: [ListedEntry] = []
                try reader.eachEntry(at: places) { entries.append(try names.listed($0, from: reader)) }
                return entries
            }
        guard entries.count == places.count else { throw Problem(.internalError, "entries of this list are gone") }
        let known = names
        return state.withLock { state in
            var out: [UInt8] = []
            if !state.hasBegun { state.export.begin(to: &out) }
            for entry in entries { state.export.add(entry, to: &out) }
            state.isOver = places.count < Self.pageEntries
            if state.isOver { state.export.end(to: &out) }
            state.hasBegun = true
            state.names = known
            guard let deflater = state.deflater else { return out }
            var packed: [UInt8] = []
            deflater.append(out, to: &packed)
            if state.isOver { deflater.finish(to: &packed) }
            return packed
        }
    }
}
