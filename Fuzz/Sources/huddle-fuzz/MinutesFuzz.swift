import HuddleCore
import HuddleFormats
import HuddleWire

/// Minutes are refused for their size or encoding alone; everything else gives drafts, or says why not.
enum MinutesFuzz {
    /// The first line is the file's name.
    static func run(_ bytes: [UInt8]) {
        let end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.startIndex
        let name = String(decoding: bytes[..<end], as: UTF8.self)
        guard let minutes = try? MinutesReader(isGuessing: true).read(Array(bytes[end...]), name: name) else { return }
        let lineCount = bytes.count { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } + 1
        for action in minutes.actions {
            precondition((1...lineCount).contains(action.line), "an action of a line that there is not")
            precondition(!action.text.isEmpty && action.text.utf8.count <= Limits.textBytes, "a text that fits nowhere")
        }
        guard let drafts = try? MinutesDrafts(minutes, hash: Fingerprint.hash128) else { return }
        let ids = [drafts.meeting.id] + drafts.actions.map(\.id)
        precondition(Set(ids).count == ids.count, "two records with one id")
    }
}
