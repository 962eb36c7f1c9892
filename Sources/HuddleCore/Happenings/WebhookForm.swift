/// How what is sent to a webhook's target is written.
///
/// The texts are stored and sent.
package enum WebhookForm: String, CaseIterable, Hashable, Sendable {
    case json
    case slack
    case mattermost
    case teams
    /// A template of the team's own.
    case template

    /// One line for help texts.
    package var purpose: String {
        switch self {
        case .json: "every field, for programs"
        case .slack: "for an incoming webhook of Slack"
        case .mattermost: "for an incoming webhook of Mattermost"
        case .teams: "for a Teams workflow that takes webhooks: an adaptive card"
        case .template: "a template of your own"
        }
    }
}
