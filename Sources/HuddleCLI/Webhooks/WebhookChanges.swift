import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleWire

/// The webhook that a command is about.
struct NamedWebhook: ParsableArguments {
    @Argument(help: "The webhook, by its name or id.")
    var webhook: String
}

/// Stops sending for a while.
struct WebhookPause: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Tell a target nothing for now. For admins.",
        discussion: HelpText.discussion(
            "What happens meanwhile is kept: `huddle webhook resume` says what becomes of it.",
            examples: [
                "huddle webhook pause \"Team chat\"",
                "huddle webhook pause fkmd",
            ]))

    @OptionGroup var global: GlobalOptions

    var printing: Printing { .confirmation }

    @OptionGroup var named: NamedWebhook

    func run(in environment: CommandEnvironment) async throws {
        try await global.administer(in: environment) { service, _ in
            let found = try await service.webhook(named: named.webhook)
            let changed = try await service.change(webhook: found.id, .pause)
            if global.json { return try environment.printJSON { $0.write(changed) } }
            try environment.output.line("\(changed.name.visible) is told nothing until it is resumed.")
        }
    }
}

/// Sends again.
struct WebhookResume: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Tell a target again what happens, after a pause or once it was disabled. For admins.",
        discussion: HelpText.discussion(
            "It is told what happened meanwhile, unless that is skipped.",
            examples: [
                "huddle webhook resume \"Team chat\"",
                "huddle webhook resume fkmd --skip",
            ]))

    @OptionGroup var global: GlobalOptions

    var printing: Printing { .confirmation }

    @OptionGroup var named: NamedWebhook

    @Flag(help: "Pass over what happened meanwhile, and what waits.")
    var skip = false

    func run(in environment: CommandEnvironment) async throws {
        try await global.administer(in: environment) { service, _ in
            let found = try await service.webhook(named: named.webhook)
            let changed = try await service.change(webhook: found.id, skip ? .skip : .resume)
            if global.json { return try environment.printJSON { $0.write(changed) } }
            try environment.output.line(
                "\(changed.name.visible) is told again what happens"
                    + (skip ? ", from now on." : ", and what happened meanwhile."))
        }
    }
}

/// Makes a new secret.
struct WebhookRotate: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Sign with a new secret. For admins.",
        discussion: HelpText.discussion(
            """
            It is shown this one time. For \(Limits.webhookRotationHours) hours the former secret signs as well, so that the \
            target can be told the new one without missing anything.
            """,
            examples: [
                "huddle webhook rotate \"Team chat\"",
                "huddle webhook rotate fkmd --json",
            ]))

    @OptionGroup var global: GlobalOptions

    @OptionGroup var named: NamedWebhook

    func run(in environment: CommandEnvironment) async throws {
        try await global.administer(in: environment) { service, _ in
            let found = try await service.webhook(named: named.webhook)
            let changed = try await service.change(webhook: found.id, .rotate)
            if global.json { return try environment.printJSON { $0.write(changed) } }
            try environment.output.line("Secret: \((changed.secret ?? "").visible)")
            let until = changed.formerUntil.map { environment.calendar.text(of: $0) } ?? ""
            environment.say("It is not shown again. The former one signs as well until \(until).")
        }
    }
}

/// Takes a target away.
struct WebhookRemove: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Tell a target nothing any more, and forget it. For admins.",
        discussion: HelpText.discussion(
            "Its secret, what waits for it and the log of its deliveries go with it.",
            examples: [
                "huddle webhook remove \"Team chat\"",
                "huddle webhook remove fkmd",
            ]))

    @OptionGroup var global: GlobalOptions

    var printing: Printing { .confirmation }

    @OptionGroup var named: NamedWebhook

    func run(in environment: CommandEnvironment) async throws {
        try await global.administer(in: environment) { service, _ in
            let found = try await service.webhook(named: named.webhook)
            let removed = try await service.remove(webhook: found.id)
            if global.json { return try environment.printJSON { $0.write(removed) } }
            let lost =
                removed.waiting == 0 ? "" : " \(Plural.text(removed.waiting, "delivery")) that waited will not be sent."
            try environment.output.line("\(removed.name.visible) is told nothing any more.\(lost)")
        }
    }
}
