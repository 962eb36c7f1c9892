import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleWire

/// Lists devices.
struct Devices: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "devices",
        abstract: "List your devices; admins see the whole team's.",
        discussion: HelpText.discussion(
            "",
            examples: [
                "huddle devices",
                "huddle devices --member \"Jo Weber\"",
            ]))

    @OptionGroup var global: GlobalOptions

    @Option(help: ArgumentHelp("Only this member's.", valueName: "name"))
    var member: String?

    func run(in environment: CommandEnvironment) async throws {
        try await global.administer(in: environment) { service, _ in
            let list = try await service.members()
            let owner = try member.map { try list.member($0).id }
            let shown = list.openDevices.filter { owner == nil || $0.member.id == owner }
            if global.json {
                return try environment.printJSON { json in
                    json.array { json in
                        for (device, member) in shown {
                            json.write(device, of: member.name, isThis: device.id == list.device)
                        }
                    }
                }
            }
            guard !shown.isEmpty else { return environment.say("There are no devices that you may see.") }
            let shortIDs = Choice(shown.map { (id: $0.device.id, name: $0.device.name) }, "device", "devices").shortIDs
            var table = TextTable(["id", "device", "member", "last seen", "this one"], flexible: 1, expendable: [3])
            for ((device, member), shortID) in zip(shown, shortIDs) {
                table.add([
                    TextTable.Cell(shortID, .bold), TextTable.Cell(device.name.visible),
                    TextTable.Cell(member.name.visible),
                    TextTable.Cell(device.lastSeen.map { environment.calendar.text(of: $0) } ?? "never", .dim),
                    TextTable.Cell(device.id == list.device ? "this one" : "", .dim),
                ])
            }
            try environment.output.write(table.text(columns: environment.output.columns, style: environment.style))
        }
    }
}

/// Takes a device's access back.
struct Revoke: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Take a device's access back: yours if it was lost, anybody's if you are an admin.",
        discussion: HelpText.discussion(
            "It gets nothing any more from its next call on. What was captured on it stays on it.",
            examples: [
                "huddle revoke fkmd",
                "huddle revoke marias-laptop",
            ]))

    @OptionGroup var global: GlobalOptions

    var printing: Printing { .confirmation }

    @Argument(help: "The device, by its id or name.")
    var device: String

    @Flag(help: "Do not ask, even where it is the device that you are using.")
    var yes = false

    func run(in environment: CommandEnvironment) async throws {
        try await global.administer(in: environment) { service, _ in
            let list = try await service.members()
            let (found, member) = try list.openDevice(device)
            if found.id == list.device, !yes {
                let question = "\(found.name.visible) is the device that you are using. Take its access back?"
                guard let isSure = environment.confirms(question) else {
                    throw PeopleError.unconfirmed(device: found.name)
                }
                guard isSure else { return environment.say("Nothing was changed.") }
            }
            let revoked = try await service.revoke(found.id)
            if global.json { return try environment.printJSON { $0.write(revoked, of: member.name) } }
            try environment.output.line(
                "\(revoked.name.visible) of \(member.name.visible) gets nothing from the team's log any more.")
        }
    }
}
