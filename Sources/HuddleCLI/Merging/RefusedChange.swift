import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore
import HuddleWire

/// A change in quarantine, as it is told.
struct RefusedChange {
    let refusal: Refusal
    private let bytes: [UInt8]
    /// Nil for bytes that this version cannot read.
    let change: Change?
    /// Of the record that it belongs to, where that is known.
    let shortID: String?
    let title: String?

    init(_ quarantined: QuarantinedChange, in log: HuddleLog) throws {
        refusal = quarantined.refusal
        bytes = quarantined.bytes
        change = try? Change(decoding: quarantined.bytes, hash: log.host.hash)
        let stored = try change.flatMap { try log.stored($0.record) }
        shortID = stored?.shortID
        title = stored.map { HuddleLog.title(of: $0) }
    }

    /// What it writes, a field a line.
    func words(in log: HuddleLog) throws -> [String] {
        guard let change else { return ["\(bytes.count) bytes that cannot be read"] }
        return try log.statements(of: change).map { "\($0.field): \($0.value)" }
    }

    /// Source: Protocol/errors.md, "Refusals".
    var advice: String {
        if refusal.code == ProblemCode.unauthorized.rawValue {
            return
                "This device has no access any more. Join again with a new link, and the next `huddle sync` sends it; or write "
                + "it to a file with `huddle bundle write`, and an admin lets it in with `huddle bundle read`."
        }
        return switch RefusalCode(rawValue: refusal.code) {
        case .malformed:
            "The server cannot read it. Update Huddle and run `huddle quarantine retry`; if it is refused again, send your "
                + "admin the file that `huddle quarantine export` writes."
        case .clockAhead: "Set this machine's clock right, then run `huddle quarantine retry` and `huddle sync`."
        case .tooManyAuthors: "Run `huddle quarantine retry` and `huddle sync`: it is sent with fewer others."
        case .quota:
            "Your team's space is full. Ask your admin for room, then run `huddle quarantine retry` and `huddle sync`."
        case .readOnly:
            "You may read this log and not write to it. Ask your admin, then run `huddle quarantine retry` and `huddle sync`."
        case .unknown: "Update Huddle, then run `huddle quarantine retry` and `huddle sync`."
        }
    }

    func write(to json: inout JSONWriter, withBytes: Bool) {
        json.object { json in
            json.member("id", refusal.id.hex)
            if withBytes { json.member("bytes", Base64.encode(bytes)) }
            json.member("code", refusal.code)
            json.member("detail", refusal.detail)
            json.member("at", refusal.at.iso8601)
            if !withBytes { json.member("advice", advice) }
            json.member("record", change?.record.text)
            json.member("type", change?.type?.name)
            if !withBytes { json.member("title", title) }
            json.member("time", change?.time.iso8601)
            json.key("fields")
            guard let change else { return json.null() }
            EntryJSON.write(others: change.writes.map { Projection.Field($0.cell, $0.value) }, to: &json)
        }
    }
}
