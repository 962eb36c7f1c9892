import HuddleCore
import HuddleFormats
import HuddleStore

/// Writes everything that a server has of one space as JSON, a line at a time. Protocol/files.md says what each line holds.
struct SpaceExport {
    static let format = 1

    private let storage: any ServerStorage
    private let host: Host

    init(_ storage: any ServerStorage, host: Host) {
        self.storage = storage
        self.host = host
    }

    /// Reads the log as it is at one moment, while others go on writing to it, a page at a time.
    ///
    /// - Parameter write: Takes one line, with its end.
    /// - Returns: Where the log ended.
    func run(_ space: SpaceListing, _ write: (String) throws -> Void) throws -> Cursor {
        let members = try storage.directory().read { try $0.members(of: space.id) }
        return try storage.openSpace(space.id).read { reader in
            let end = try reader.state().cursor
            try write(line { head(of: space, end, &$0) })
            for member in members { try write(line { ExportLines.write(member, to: &$0) }) }
            var seq: UInt64 = 0
            while seq < end.seq {
                let page = try reader.log(after: seq, page: .full)
                guard let last = page.last else { break }
                seq = last.seq
                for logged in page { try write(line { ExportLines.write(logged, hash: host.hash, to: &$0) }) }
            }
            try write(
                line { json in
                    json.member("end", "huddle-export")
                    json.member("changes", seq)
                    json.member("chain", end.chain.hex)
                })
            return end
        }
    }

    private func head(of space: SpaceListing, _ end: Cursor, _ json: inout JSONWriter) {
        json.member("begin", "huddle-export")
        json.member("format", UInt64(Self.format))
        json.member("space", space.id.text)
        json.member("name", space.name)
        json.member("created", space.created.iso8601)
        json.member("written", host.now().iso8601)
        json.member("changes", end.seq)
        json.member("chain", end.chain.hex)
    }

    private func line(_ members: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        json.object(members)
        return json.text + "\n"
    }
}

/// What members and changes look like in an export.
private enum ExportLines {
    static func write(_ member: Member, to json: inout JSONWriter) {
        json.member("member", member.id.text)
        json.member("name", member.name)
        json.member("department", member.department)
        json.member("role", member.role.rawValue)
        json.member("created", member.created.iso8601)
        json.member("removed", member.removed?.iso8601)
    }

    /// The bytes are the change; the rest says what is in them, for people and tools.
    static func write(_ logged: LoggedChange, hash: Hash128, to json: inout JSONWriter) {
        json.member("seq", logged.seq)
        json.member("id", logged.id.hex)
        json.member("bytes", Base64.encode(logged.bytes))
        guard let change = try? Change(decoding: logged.bytes, hash: hash) else { return }
        json.member("record", change.record.text)
        json.member("type", change.type?.name)
        json.member("time", change.time.iso8601)
        json.member("replica", change.replica.hex)
        json.member("index", String(change.index))
        json.member("bases", change.bases.map(\.hex))
        json.key("writes")
        json.object { json in
            for write in change.writes {
                json.key(write.cell.text)
                RecordJSON.write(write.value, to: &json)
            }
        }
    }
}

extension Digest128 {
    var hex: String { Hex.encode(bytes) }
}

extension JSONWriter {
    /// Numbers of changes are far below those that JSON's readers round.
    fileprivate mutating func member(_ name: String, _ number: UInt64) {
        key(name)
        value(Int64(clamping: number))
    }
}
