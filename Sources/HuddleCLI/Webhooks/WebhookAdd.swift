import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleWire

/// Names a target.
struct WebhookAdd: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Tell an https address what happens from now on. For admins.",
        discussion: HelpText.discussion(
            """
            Texts of notes go to that address. Its secret, which signs each message, is shown this one time. An address that is \
            a secret itself is better not typed: write - and paste it. A template is a text in Mustache that makes JSON; \
            Templates/README.md says what it can name.

            Bodies:
            \(WebhookForm.allCases.filter { $0 != .template }.map { "  " + TextWidth.padded($0.rawValue, to: 12) + $0.purpose }.joined(separator: "\n"))
            """,
            examples: [
                "huddle webhook add - --name \"Team chat\" --body slack < address.txt",
                "huddle webhook add https://example.com/huddle --body my-template.json",
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The address, which starts with https://, or - to read it from standard input.")
    var url: String

    @Option(
        help: ArgumentHelp(
            "What it is told of. Can be given several times. (default: everything)", valueName: "event"))
    var event: [Happening.Kind] = []

    @Option(
        help: ArgumentHelp(
            "json, slack, mattermost, teams, or the file of a template. (default: what the address's host suggests, else json)",
            valueName: "body"))
    var body: String?

    @Option(help: ArgumentHelp("What to call it. (default: the address's host)", valueName: "name"))
    var name: TypedText?

    func run(in environment: CommandEnvironment) async throws {
        let url = (url == "-" ? String(decoding: try environment.input(Limits.smallRequestBytes), as: UTF8.self) : url)
            .trimmed
        let host = WebhookHost(url)
        let (form, template) = try body.map { try Self.form($0) } ?? (host.usualForm, nil)
        let request = WebhookRequest(
            name: name?.text.trimmed ?? host.text, url: url,
            kinds: event.isEmpty ? Set(Happening.Kind.allCases) : Set(event), form: form, template: template)
        try await global.administer(in: environment) { service, _ in
            let added = try await service.add(request)
            if global.json { return try environment.printJSON { $0.write(added) } }
            try environment.output.line(
                "\(added.name.visible) is told of \(added.kinds.map(\.visible).joined(separator: ", ")), as \(added.form.visible)."
            )
            try environment.output.line("Secret: \((added.secret ?? "").visible)")
            environment.say(
                "The secret is not shown again. `huddle webhook test \(ShellWord.quoted(added.name.visible))` shows whether the "
                    + "target takes what is sent.")
        }
    }

    /// - Throws: `UsageError`, `WebhookError.badTemplate`.
    private static func form(_ body: String) throws -> (WebhookForm, template: String?) {
        if let form = WebhookForm(rawValue: body), form != .template { return (form, nil) }
        guard let bytes = try Files.readWhole(body, limit: Limits.webhookTemplateBytes) else {
            throw UsageError.missingFile(body)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw UsageError.notUTF8(what: body) }
        do throws(TemplateError) {
            _ = try WebhookBody(.template, template: text)
        } catch {
            throw WebhookError.badTemplate(file: body, error)
        }
        return (.template, text)
    }
}

/// The host of an address, as far as it can be told: the server looks at the whole of it.
struct WebhookHost: Hashable {
    let text: String

    init(_ url: String) {
        let rest = url.lowercased().split(separator: "://", maxSplits: 1).last ?? ""
        text = String(rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" })
    }

    /// Chats that have hosts of their own.
    var usualForm: WebhookForm {
        let name = text.prefix { $0 != ":" }
        if name == "hooks.slack.com" || name == "hooks.slack-gov.com" { return .slack }
        let teams = [".webhook.office.com", ".logic.azure.com", ".powerplatform.com"]
        return teams.contains { name.hasSuffix($0) } ? .teams : .json
    }
}

extension Happening.Kind: ExpressibleByArgument {}
