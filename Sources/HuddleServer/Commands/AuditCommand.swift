import ArgumentParser
import HuddleCore
import HuddleStore

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Who did what to this server's people and spaces, when, and from where.",
        subcommands: [AuditListCommand.self, AuditVerifyCommand.self])
}

struct AuditListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the audit log: number, time, what, who, to whom or of whom, from which address.",
        discussion: """
            No note's text stands in it, and no secret. The subject of changes.relayed is
            who wrote them, where that is known.

            Examples:
              huddle-server audit list
              huddle-server audit list --after 120 --space "Acme team" --json
            """)

    @OptionGroup var data: DataOptions

    @Option(help: "Only entries with a greater number.")
    var after: UInt64 = 0

    @Option(help: "Only what concerns this space.")
    var space: String?

    @Flag(help: "Print JSON, one object a line: seq, at, action, actor, device, space, subject, address, chain.")
    var json = false

    func run() async throws {
        let environment = ServerEnvironment.current
        let directory = try environment.storage(try await data.openFolder().folder.path).directory()
        try directory.read { reader in
            let space = try space.map { try SpaceArgument($0).find(in: reader, deleted: true).id }
            let names = try AuditNames(reader)
            var seq = after
            while true {
                let page = try reader.audit(after: seq, limit: 1000)
                guard let last = page.last else { return }
                seq = last.seq
                for entry in page where space == nil || entry.event.space == space {
                    let row = AuditRow(entry, names)
                    environment.print(json ? try JSONText.line(of: row) : row.line)
                }
            }
        }
    }
}

/// What the ids in the audit log are called today.
private struct AuditNames {
    private var names: [RecordID: String] = [:]

    init(_ reader: any DirectoryReader) throws {
        for space in try reader.spaces() {
            names[space.id] = space.name
            for member in try reader.members(of: space.id) {
                names[member.id] = member.name
                for device in try reader.devices(of: member.id) { names[device.id] = device.name }
            }
            for found in try reader.feeds(of: space.id) {
                let feed = found.feed
                names[feed.id] = "the feed " + (feed.name.isEmpty ? feed.list + " as " + feed.format : feed.name)
            }
            for webhook in try reader.webhooks(of: space.id) { names[webhook.id] = "the webhook " + webhook.name }
        }
    }

    func name(of id: RecordID?) -> AuditRow.Named? {
        id.map { AuditRow.Named(id: $0.text, name: names[$0]) }
    }
}

/// An entry on a list. The names are those of the JSON.
private struct AuditRow: Encodable {
    struct Named: Encodable {
        let id: String
        let name: String?

        var text: String { name ?? id }
    }

    let seq: UInt64
    let at: String
    let action: String
    /// Left out for whoever worked at the server itself.
    let actor: Named?
    let device: Named?
    let space: Named?
    let subject: Named?
    let address: String?
    let chain: String

    init(_ entry: AuditEntry, _ names: AuditNames) {
        let event = entry.event
        seq = entry.seq
        at = event.at.iso8601
        action = event.action.rawValue
        actor = names.name(of: event.actor)
        device = names.name(of: event.device)
        space = names.name(of: event.space)
        subject = names.name(of: event.subject)
        address = event.address
        chain = Hex.encode(entry.chain.bytes)
    }

    private func relation(to subject: Named) -> String {
        guard action == AuditEvent.Action.changesRelayed.rawValue else { return "to" }
        // Who was removed and invited again has the name of before.
        return subject.name != nil && subject.name == actor?.name ? "of another" : "of"
    }

    var line: String {
        var line = "\(seq)  \(at)  \(action)  by \((actor?.text ?? "the console").visible)"
        if let device { line += " (\(device.text.visible))" }
        if let subject, subject.id != device?.id { line += "  \(relation(to: subject)) \(subject.text.visible)" }
        if let space { line += "  in \(space.text.visible)" }
        if let address { line += "  from \(address.visible)" }
        return line
    }
}

struct AuditVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Compute the audit log's chain anew: an entry that was changed or taken out shows.",
        discussion: """
            Prints the number and the chain of the last entry. Note them elsewhere: with --head the next check also \
            finds entries that were cut off at the end, or written anew.

            Examples:
              huddle-server audit verify
              huddle-server audit verify --head 120:9f86d081884c7d659a2feaa0c55ad015
            """)

    @OptionGroup var data: DataOptions

    @Option(help: "What an earlier check printed: the log must go on from there.")
    var head: String?

    @Flag(help: "Print JSON: entries, chain, brokenAt.")
    var json = false

    func run() async throws {
        let environment = ServerEnvironment.current
        let wanted = try head.map { try AuditHead($0) }
        let directory = try environment.storage(try await data.openFolder().folder.path).directory()
        let (check, atHead) = try directory.read { reader -> (AuditCheck, AuditEntry?) in
            let before = try wanted.flatMap { try reader.audit(after: $0.seq - 1, limit: 1).first }
            return (try reader.verifyAudit(hash: environment.host.hash), before)
        }
        let chain = Hex.encode(check.chain.bytes)
        if json {
            environment.print(
                try JSONText.of(AuditReport(entries: check.entries, chain: chain, brokenAt: check.brokenAt)))
        } else {
            environment.print("\(check.entries):\(chain)")
        }
        if let seq = check.brokenAt { throw AuditError.broken(seq: seq) }
        if let wanted, atHead?.seq != wanted.seq || atHead?.chain != wanted.chain {
            throw AuditError.otherHead(seq: wanted.seq, entries: check.entries)
        }
        environment.say("\(Plural.entries(Int(clamping: check.entries))), each as it was written.")
    }
}

private struct AuditReport: Encodable {
    let entries: UInt64
    let chain: String
    let brokenAt: UInt64?
}

/// A place in the audit log, as `verify` prints it: `120:9f86…`.
private struct AuditHead {
    let seq: UInt64
    let chain: Digest128

    init(_ text: String) throws(CommandError) {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let seq = UInt64(parts[0]), seq > 0, let bytes = Hex.decode(parts[1]),
            let chain = Digest128(exactly: bytes)
        else {
            throw .badSetting(name: "--head", value: text, wanted: "what `audit verify` printed, such as 120:9f86…")
        }
        self.seq = seq
        self.chain = chain
    }
}

/// Why the audit log is not what was written.
enum AuditError: Error, Hashable {
    case broken(seq: UInt64)
    case otherHead(seq: UInt64, entries: UInt64)
}

extension AuditError: Reportable {
    var exitCode: ExitCode { .failure }

    var description: String {
        switch self {
        case .broken(let seq):
            "The audit log was changed: entry \(seq) is not what was written there. Copy the folder before you do "
                + "anything else, and compare it with a backup."
        case .otherHead(let seq, let entries):
            "The audit log has \(entries) entries and another history at \(seq) than was noted: entries were cut off or "
                + "written anew, or an older backup was restored."
        }
    }
}
