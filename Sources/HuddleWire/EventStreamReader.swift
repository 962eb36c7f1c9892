import HuddleCore

/// Reads server-sent events out of bytes that arrive in pieces.
/// Source: html.spec.whatwg.org, "Interpreting an event stream". Only `id` is looked at: an event of ours has the log's
/// last number there.
package struct EventStreamReader: Sendable {
    /// What arrived.
    package enum Item: Hashable, Sendable {
        case head(UInt64)
        /// A comment: the server is there.
        case heartbeat
    }

    private var line: [UInt8] = []
    private var id: UInt64?
    private var isAfterReturn = false

    package init() {}

    /// - Returns: What is complete by now; nil where a line is longer than any of ours.
    package mutating func read(_ bytes: some Sequence<UInt8>) -> [Item]? {
        var items: [Item] = []
        for byte in bytes {
            defer { isAfterReturn = byte == UInt8(ascii: "\r") }
            switch byte {
            case UInt8(ascii: "\n") where isAfterReturn: continue
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                if let item = endOfLine() { items.append(item) }
            default:
                guard line.count < Limits.eventLineBytes else { return nil }
                line.append(byte)
            }
        }
        return items
    }

    private mutating func endOfLine() -> Item? {
        defer { line.removeAll(keepingCapacity: true) }
        if line.isEmpty {
            defer { id = nil }
            return id.map { .head($0) }
        }
        if line.first == UInt8(ascii: ":") { return .heartbeat }
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("id:") { id = UInt64(text.dropFirst(3).drop { $0 == " " }) }
        return nil
    }
}
