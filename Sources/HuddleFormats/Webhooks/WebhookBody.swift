package import HuddleCore

/// What is sent to a webhook's target.
package struct WebhookBody: Sendable {
    /// Every form of today is JSON.
    package static let contentType = "application/json"

    private let form: WebhookForm
    private let template: WebhookTemplate?

    /// - Parameter template: The template's text, where the form is `.template`.
    /// - Throws: `TemplateError`.
    package init(_ form: WebhookForm, template: String?) throws(TemplateError) {
        self.form = form
        switch form {
        case .json: self.template = nil
        case .slack: self.template = try WebhookTemplate(trusted: ChatTemplates.slack)
        case .mattermost: self.template = try WebhookTemplate(trusted: ChatTemplates.mattermost)
        case .teams: self.template = try WebhookTemplate(trusted: ChatTemplates.teams)
        case .template: self.template = try WebhookTemplate(template ?? "")
        }
    }

    /// - Throws: `WebhookBodyError`.
    package func bytes(of facts: HappeningFacts) throws(WebhookBodyError) -> [UInt8] {
        let bytes = template.map { $0.rendered(facts) } ?? HappeningJSON.bytes(of: facts)
        guard bytes.count <= Limits.webhookBodyBytes else { throw .tooLarge(bytes: bytes.count) }
        if form == .template, !WebhookTemplate.isJSON(bytes) { throw .notJSON }
        return bytes
    }
}

/// Why there is nothing to send.
package enum WebhookBodyError: Error, Hashable, Sendable, CustomStringConvertible {
    case tooLarge(bytes: Int)
    /// What the team's template made.
    case notJSON

    package var description: String {
        switch self {
        case .tooLarge(let bytes): "the message has \(bytes) bytes, the limit is \(Limits.webhookBodyBytes)"
        case .notJSON: "what the template made is not JSON"
        }
    }
}
