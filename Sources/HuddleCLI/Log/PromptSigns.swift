import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// What a shell's prompt shows of a log. It asks for nothing that takes longer in a larger log.
struct PromptSigns {
    /// More of a title leaves no room to type in.
    private static let titleColumns = 24

    private let title: String?
    private let waiting: WaitingCounts
    private let hasServer: Bool

    init(_ home: Home, _ log: HuddleLog) throws {
        title = try home.openMeeting(in: log)?.meeting.title
        waiting = try log.waiting()
        hasServer = try home.server() != nil
    }

    /// What is on its way to the server.
    private var toSync: Int { hasServer ? waiting.toSync : 0 }

    /// Nil, where there is nothing to show.
    var line: String? {
        var parts: [String] = []
        if let title { parts.append(TextWidth.cut(Self.harmless(title), to: Self.titleColumns)) }
        for (sign, count) in [("↑", toSync), ("≠", waiting.conflicts), ("×", waiting.quarantined)] where count > 0 {
            parts.append(sign + String(count))
        }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("goingOn", title)
            json.member("toSync", toSync)
            json.member("conflicts", waiting.conflicts)
            json.member("refused", waiting.quarantined)
        }
    }

    /// Somebody else may have written the title, and shells obey `$(…)`, `` ` ``, `\` and `%` in a prompt: only letters, digits and
    /// plain signs are let through.
    static func harmless(_ title: String) -> String {
        let kept = title.map { character in
            character.isLetter || character.isNumber || " -.,:/&+_".contains(character) ? character : "·"
        }
        return String(kept).trimmed
    }
}

extension Home {
    /// The meeting or visit that is going on, where its record is in sight.
    func openMeeting(in log: HuddleLog) throws -> OpenMeeting? {
        guard let context = try context(), let stored = try log.stored(context.meeting),
            stored.projection.presence != .deleted
        else { return nil }
        return OpenMeeting(context: context, stored: stored)
    }
}
