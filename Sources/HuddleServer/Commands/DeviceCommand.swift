import ArgumentParser
import HuddleCore
import HuddleStore

struct DeviceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device", abstract: "List and revoke the devices of a space's members.",
        subcommands: [DeviceListCommand.self, DeviceRevokeCommand.self])
}

struct DeviceListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the devices of a space's members, and when each was last seen.",
        discussion: """
            Examples:
              huddle-server device list "Acme team"
              huddle-server device list "Acme team" --member "Maria Silva" --all
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The space, by its name or id.")
    var space: String

    @Option(help: "Only this member's devices.")
    var member: String?

    @Flag(help: "Those that were revoked, and those of removed members, too.")
    var all = false

    @Flag(help: "Print JSON: a list of members with their devices.")
    var json = false

    func run() async throws {
        let environment = ServerEnvironment.current
        let directory = try environment.storage(try await data.openFolder().folder.path).directory()
        let owned = try directory.read { reader -> [(member: Member, devices: [Device])] in
            let space = try SpaceArgument(self.space).find(in: reader)
            let members = try member.map { [try reader.member($0, of: space)] } ?? reader.members(of: space.id)
            return try members.filter { all || $0.removed == nil }.map { member in
                (member, try reader.devices(of: member.id).filter { all || $0.revoked == nil })
            }
        }
        if json { return environment.print(try JSONText.of(owned.map { MemberRow($0.member, $0.devices) })) }
        let devices = owned.flatMap(\.devices)
        if devices.isEmpty { return environment.say("There are no devices: each joins with an invitation's link.") }
        let shortIDs = NamedChoice(devices.map { (id: $0.id, name: $0.name) }).shortIDs
        var position = 0
        for (member, devices) in owned {
            for device in devices {
                environment.print(line(shortIDs[position], device, of: member))
                position += 1
            }
        }
    }

    private func line(_ shortID: String, _ device: Device, of member: Member) -> String {
        let seen = device.lastSeen.map { "last seen \($0.iso8601)" } ?? "never seen"
        let state = device.revoked.map { "revoked \($0.iso8601)" } ?? (member.removed == nil ? seen : "member removed")
        return "\(shortID)  \(member.name.visible)  \(device.name.visible)  (\(state))"
    }
}

struct DeviceRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Take a device's access back: it gets nothing from its next call on.",
        discussion: """
            Its member's other devices are not concerned.

            Examples:
              huddle-server device revoke "Acme team" marias-laptop
              huddle-server device revoke "Acme team" fkmd
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The space, by its name or id.")
    var space: String

    @Argument(help: "The device, by the letters in front of it on the list, its name or its id.")
    var device: String

    @Flag(help: "Print the device as JSON.")
    var json = false

    func run() async throws {
        let environment = ServerEnvironment.current
        let directory = try environment.storage(try await data.openFolder().folder.path).directory()
        let revoked = try directory.write { writer in
            let space = try SpaceArgument(self.space).find(in: writer)
            let device = try writer.device(self.device, of: space)
            return try writer.revoke(device, in: space.id, by: .console, host: environment.host)
        }
        if json { environment.print(try JSONText.of(DeviceRow(revoked))) }
        environment.say("Revoked \(revoked.name.visible): it gets nothing from its next call on.")
    }
}
