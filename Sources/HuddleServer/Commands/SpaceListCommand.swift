import ArgumentParser
import HuddleCore
import HuddleStore

struct SpaceListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the spaces, what state each is in, and how much of its quota it has used.",
        discussion: """
            Examples:
              huddle-server space list
              huddle-server space list --all --json
            """)

    @OptionGroup var data: DataOptions

    @Flag(help: "Deleted spaces whose log is gone, too.")
    var all = false

    @Flag(help: "Print JSON: id, name, created, members, archived, deleted, goneOn, purged, quotaBytes, usedBytes.")
    var json = false

    func run() async throws {
        let environment = ServerEnvironment.current
        let storage = environment.storage(try await data.openFolder().folder.path)
        let rows = try storage.directory().read { reader in
            try reader.spaces().filter { all || $0.purged == nil }.map { space in
                SpaceRow(
                    space, members: try reader.members(of: space.id).filter { $0.removed == nil }.count,
                    usedBytes: try space.usedBytes(in: storage))
            }
        }
        if json {
            environment.print(try JSONText.of(rows))
        } else if rows.isEmpty {
            environment.say("There are no spaces yet: huddle-server space create NAME")
        } else {
            for row in rows { environment.print(row.line) }
        }
        for row in rows where row.isNearlyFull {
            environment.say(
                "“\(row.name.visible)” has used \(row.usedPercent ?? 0) % of its quota. When it is full, what its members "
                    + "write waits on their machines: huddle-server space quota \"\(row.name.visible)\" SIZE")
        }
    }
}

extension SpaceListing {
    /// What the log takes, where that is limited: looking means opening it.
    fileprivate func usedBytes(in storage: any ServerStorage) throws -> UInt64? {
        guard quotaBytes != nil, purged == nil else { return nil }
        return try storage.openSpace(id).read { try $0.storedBytes() }
    }
}

/// A space on a list. The names are those of the JSON.
struct SpaceRow: Encodable {
    let id: String
    let name: String
    let created: String
    let members: Int
    let archived: String?
    let deleted: String?
    /// When a deleted space's log is taken off the disk, a day.
    let goneOn: String?
    let purged: String?
    let quotaBytes: UInt64?
    let usedBytes: UInt64?

    init(_ space: SpaceListing, members: Int, usedBytes: UInt64?) {
        id = space.id.text
        name = space.name
        created = space.created.iso8601
        self.members = members
        archived = space.archived?.iso8601
        deleted = space.deleted?.iso8601
        goneOn = space.purged == nil ? space.purgeTime?.day : nil
        purged = space.purged?.iso8601
        quotaBytes = space.quotaBytes
        self.usedBytes = usedBytes
    }

    /// More than 100 where the quota was set below what was there.
    var usedPercent: UInt64? {
        guard let quotaBytes, let usedBytes else { return nil }
        return usedBytes * 100 / max(quotaBytes, 1)
    }

    var isNearlyFull: Bool { deleted == nil && (usedPercent.map { $0 >= Limits.quotaWarningPercent } ?? false) }

    var line: String {
        var parts = [Plural.text(members, "member")]
        if let quotaBytes, let usedBytes {
            parts.append("\(ByteCount(usedBytes).text) of \(ByteCount(quotaBytes).text)")
        }
        if let archived { parts.append("archived \(archived.prefix(10))") }
        if let purged {
            parts.append("deleted, gone since \(purged.prefix(10))")
        } else if let deleted, let goneOn {
            parts.append("deleted \(deleted.prefix(10)), gone on \(goneOn)")
        }
        return "\(id)  \(name.visible)  (\(parts.joined(separator: ", ")))"
    }
}
