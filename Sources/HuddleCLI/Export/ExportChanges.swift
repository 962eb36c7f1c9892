import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// What has happened since a file was written to the entries that stand in it.
struct ExportChanges {
    private var changed: [(entry: ListedEntry, fields: [String])] = []
    private var deleted: [ListedEntry] = []
    /// Ids of which this log knows nothing.
    private var unknown: [String] = []
    private var same = 0
    /// Those of the file that this log knows.
    private(set) var ids: Set<RecordID> = []
    /// Entries that belong in the file by now; nil where it is not known which list it is.
    var new: [ListedEntry]?
    private let since: WallTime
    private let isByFileTime: Bool

    init(_ file: ExportedFile, fileTime: WallTime, in log: HuddleLog) throws {
        // Without a position a time in the file may be anything: that of its first entry, for one.
        since = file.position == nil ? fileTime : file.written ?? fileTime
        isByFileTime = file.position == nil || file.written == nil
        let later = try LaterChanges(since: since, position: file.position, in: log)
        var ids = file.ids
        for letters in file.shortIDs {
            if let stored = try? log.find(letters, type: .entry) {
                ids.append(stored.projection.id)
            } else {
                unknown.append(letters)
            }
        }
        // In one transaction: each of its own would have its statements prepared anew.
        try log.reading { reader, lister in
            for id in ids {
                guard let stored = try reader.projection(of: id) else {
                    unknown.append(id.text)
                    continue
                }
                self.ids.insert(id)
                guard stored.projection.type == .entry else { continue }
                let fields = later.fields[id] ?? []
                if fields.isEmpty {
                    same += 1
                } else if stored.projection.presence == .deleted {
                    deleted.append(try lister.listed(stored))
                } else {
                    changed.append((try lister.listed(stored), fields.sorted()))
                }
            }
        }
    }

    func print(_ path: String, _ environment: CommandEnvironment, asJSON: Bool) throws {
        if asJSON { return try environment.printJSON { write(path, to: &$0) } }
        var lines: [String] = []
        for (listed, fields) in changed {
            let line = EntryText.line(listed.entry, shortID: listed.shortID, meeting: nil, style: environment.style)
            lines.append(line + "\n    changed: " + fields.map(\.visible).joined(separator: ", "))
        }
        for listed in deleted {
            lines.append(listed.shortID + "  deleted  " + listed.entry.text.visible)
        }
        for listed in new ?? [] {
            let line = EntryText.line(listed.entry, shortID: listed.shortID, meeting: nil, style: environment.style)
            lines.append(line + "\n    new in this list")
        }
        for id in unknown { lines.append(id + "  not in this log") }
        let counts = [
            "\(same) as they were", "\(changed.count) changed", "\(deleted.count) deleted",
            new.map { "\($0.count) new" },
            unknown.isEmpty ? nil : "\(unknown.count) not in this log",
        ]
        lines.append(
            "Since \(environment.calendar.text(of: since)): " + counts.compactMap { $0 }.joined(separator: ", ") + ".")
        try environment.output.write(lines.map { $0 + "\n" }.joined())
        if new == nil {
            environment.say(
                "The file does not say which list it is, so nothing was looked for that is new in it: give --list \"actions …\"."
            )
        }
        if isByFileTime {
            environment.say(
                "The file does not say when it was written, so its own time counts. What was written elsewhere before that and "
                    + "arrived later is not seen.")
        }
    }

    private func write(_ path: String, to json: inout JSONWriter) {
        json.object { json in
            json.member("file", path)
            json.member("since", since)
            json.member("byFileTime", isByFileTime)
            json.member("same", same)
            json.key("changed")
            json.array { json in
                for (listed, fields) in changed {
                    json.object { json in
                        json.member("fields", fields)
                        json.key("entry")
                        EntryJSON.write(listed, to: &json)
                    }
                }
            }
            if let new {
                json.key("new")
                json.array { json in for listed in new { EntryJSON.write(listed, to: &json) } }
            } else {
                json.member("new", nil as String?)
            }
            json.key("deleted")
            json.array { json in for listed in deleted { EntryJSON.write(listed, to: &json) } }
            json.member("unknown", unknown)
        }
    }
}

/// The fields that were written after a position of the log, or after a moment where that is not known.
private struct LaterChanges {
    private(set) var fields: [RecordID: Set<String>] = [:]

    init(since: WallTime, position: ExportPosition?, in log: HuddleLog) throws {
        fields = try log.store.read { reader in
            var fields: [RecordID: Set<String>] = [:]
            func add(_ bytes: [UInt8]) throws {
                let change = try Change(decoding: bytes, hash: log.host.hash)
                // Whoever wrote the file held its own earlier changes, and nobody's that the log got later.
                let wasThere = position == nil || change.replica == position?.replica
                if wasThere, change.stamp.time <= since { return }
                fields[change.record, default: []].formUnion(change.writes.map(\.cell.field.text))
            }
            var seq = position?.seq ?? 0
            while true {
                let page = try reader.log(after: seq, page: .full)
                guard let last = page.last else { break }
                for logged in page { try add(logged.bytes) }
                seq = last.seq
            }
            var key: ArrivalKey?
            while true {
                let page = try reader.outbox(after: key, page: .full)
                guard let last = page.last else { break }
                for arrived in page { try add(arrived.bytes) }
                key = last.key
            }
            return fields
        }
    }
}
