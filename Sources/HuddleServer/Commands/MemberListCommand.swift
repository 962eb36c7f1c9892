import ArgumentParser
import HuddleCore
import HuddleStore

struct MemberListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List a space's members.")

    @OptionGroup var data: DataOptions

    @Argument(help: "The space, by its name or id.")
    var space: String

    @Flag(help: "Print JSON: id, name, department, role, created, removed, devices.")
    var json = false

    func run() async throws {
        let environment = ServerEnvironment.current
        let directory = try environment.storage(try await data.openFolder().folder.path).directory()
        let rows = try directory.read { reader in
            let space = try SpaceArgument(self.space).find(in: reader)
            return try reader.members(of: space.id).map { MemberRow($0, try reader.devices(of: $0.id)) }
        }
        if json {
            environment.print(try JSONText.of(rows))
        } else if rows.isEmpty {
            environment.say("This space has no members yet: huddle-server member add SPACE NAME --department D")
        } else {
            for row in rows { environment.print(row.line) }
        }
    }
}

/// A member on a list. The names are those of the JSON.
struct MemberRow: Encodable {
    let id: String
    let name: String
    let department: String
    let role: String
    let created: String
    let removed: String?
    let devices: [DeviceRow]

    init(_ member: Member, _ devices: [Device]) {
        id = member.id.text
        name = member.name
        department = member.department
        role = member.role.rawValue
        created = member.created.iso8601
        removed = member.removed?.iso8601
        self.devices = devices.map { device in
            DeviceRow(device)
        }
    }

    var line: String {
        let active = devices.filter { $0.revoked == nil }
        let seen = active.compactMap(\.lastSeen).max().map { ", last seen \($0)" } ?? ""
        let state = removed == nil ? "\(Plural.text(active.count, "device"))\(seen)" : "removed"
        return "\(name.visible)  \(department.visible)  \(role)  (\(state))"
    }
}

/// A device on a list. The names are those of the JSON.
struct DeviceRow: Encodable {
    let id: String
    let name: String
    let created: String
    let lastSeen: String?
    let revoked: String?

    init(_ device: Device) {
        id = device.id.text
        name = device.name
        created = device.created.iso8601
        lastSeen = device.lastSeen?.iso8601
        revoked = device.revoked?.iso8601
    }
}
