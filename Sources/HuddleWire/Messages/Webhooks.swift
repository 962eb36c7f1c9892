import Foundation
package import HuddleCore

/// Names a target of a space's happenings.
package struct WebhookRequest: Hashable, Sendable {
    package var name: String
    package var url: String
    package var kinds: Set<Happening.Kind>
    package var form: WebhookForm
    /// With the form `template`.
    package var template: String?

    package init(name: String, url: String, kinds: Set<Happening.Kind>, form: WebhookForm, template: String?) {
        self.name = name
        self.url = url
        self.kinds = kinds
        self.form = form
        self.template = template
    }
}

package struct WebhookInfo: Hashable, Sendable {
    package var id: RecordID
    package var name: String
    /// The address's host. Its path is often a secret.
    package var target: String
    /// Kinds of happenings, and what a newer server adds.
    package var kinds: [String]
    package var form: String
    package var creator: RecordID
    package var created: WallTime
    package var paused: WallTime?
    package var disabled: WallTime?
    /// Since when every try has failed.
    package var failing: WallTime?
    package var reason: String?
    package var waiting: Int
    /// In the answer that made it, and nowhere else.
    package var secret: String?
    package var formerUntil: WallTime?

    package init(
        id: RecordID, name: String, target: String, kinds: [String], form: String, creator: RecordID, created: WallTime,
        paused: WallTime? = nil, disabled: WallTime? = nil, failing: WallTime? = nil, reason: String? = nil,
        waiting: Int = 0, secret: String? = nil, formerUntil: WallTime? = nil
    ) {
        self.id = id
        self.name = name
        self.target = target
        self.kinds = kinds
        self.form = form
        self.creator = creator
        self.created = created
        self.paused = paused
        self.disabled = disabled
        self.failing = failing
        self.reason = reason
        self.waiting = waiting
        self.secret = secret
        self.formerUntil = formerUntil
    }
}

package struct WebhookList: Hashable, Sendable {
    package var webhooks: [WebhookInfo]

    package init(webhooks: [WebhookInfo]) {
        self.webhooks = webhooks
    }
}

package struct WebhookChange: Hashable, Sendable {
    package enum Action: String, CaseIterable, Hashable, Sendable {
        case pause
        /// Sends what happened meanwhile.
        case resume
        /// Resumes, and passes over what happened meanwhile.
        case skip
        /// Makes a new secret.
        case rotate
    }

    package var action: Action

    package init(action: Action) {
        self.action = action
    }
}

extension WebhookRequest: ProtoBacked {
    init(_ proto: ProtoWebhookRequest) throws(WireError) {
        guard (1...Limits.nameBytes).contains(proto.name.utf8.count) else {
            throw .malformed("a webhook's name has 1 to \(Limits.nameBytes) bytes")
        }
        guard (1...Limits.webhookURLBytes).contains(proto.url.utf8.count) else {
            throw .malformed("a webhook's url has 1 to \(Limits.webhookURLBytes) bytes")
        }
        guard proto.template.utf8.count <= Limits.webhookTemplateBytes else {
            throw .malformed("a template has \(Limits.webhookTemplateBytes) bytes at most")
        }
        var kinds = Set<Happening.Kind>()
        for text in proto.kinds {
            guard let kind = Happening.Kind(rawValue: text) else {
                throw .malformed("there is no kind \(text.visible): there are \(Self.known(Happening.Kind.self))")
            }
            kinds.insert(kind)
        }
        guard !kinds.isEmpty else { throw .malformed("a webhook is told of one kind at least") }
        guard let form = WebhookForm(rawValue: proto.form) else {
            throw .malformed("there is no form \(proto.form.visible): there are \(Self.known(WebhookForm.self))")
        }
        guard (form == .template) == !proto.template.isEmpty else {
            throw .malformed("a template stands with the form template, and with no other")
        }
        self.init(
            name: proto.name, url: proto.url, kinds: kinds, form: form,
            template: proto.template.isEmpty ? nil : proto.template)
    }

    var proto: ProtoWebhookRequest {
        var proto = ProtoWebhookRequest()
        proto.name = name
        proto.url = url
        proto.kinds = kinds.map(\.rawValue).sorted()
        proto.form = form.rawValue
        proto.template = template ?? ""
        return proto
    }

    private static func known<Word: CaseIterable & RawRepresentable>(_ type: Word.Type) -> String
    where Word.RawValue == String {
        type.allCases.map(\.rawValue).joined(separator: ", ")
    }
}

extension WebhookInfo: ProtoBacked {
    init(_ proto: ProtoWebhookInfo) throws(WireError) {
        self.init(
            id: try RecordID(sent: proto.id, as: "id"), name: proto.name, target: proto.target, kinds: proto.kinds,
            form: proto.form, creator: try RecordID(sent: proto.creator, as: "creator"),
            created: WallTime(milliseconds: proto.created), paused: WallTime(sent: proto.paused),
            disabled: WallTime(sent: proto.disabled), failing: WallTime(sent: proto.failing),
            reason: proto.reason.isEmpty ? nil : proto.reason, waiting: Int(proto.waiting),
            secret: proto.secret.isEmpty ? nil : proto.secret, formerUntil: WallTime(sent: proto.formerUntil))
    }

    var proto: ProtoWebhookInfo {
        var proto = ProtoWebhookInfo()
        proto.id = Data(id.digest.bytes)
        proto.name = name
        proto.target = target
        proto.kinds = kinds
        proto.form = form
        proto.creator = Data(creator.digest.bytes)
        proto.created = created.milliseconds
        proto.paused = paused?.milliseconds ?? 0
        proto.disabled = disabled?.milliseconds ?? 0
        proto.failing = failing?.milliseconds ?? 0
        proto.reason = reason ?? ""
        proto.waiting = UInt32(clamping: waiting)
        proto.secret = secret ?? ""
        proto.formerUntil = formerUntil?.milliseconds ?? 0
        return proto
    }
}

extension WebhookList: ProtoBacked {
    init(_ proto: ProtoWebhookList) throws(WireError) {
        var webhooks: [WebhookInfo] = []
        for webhook in proto.webhooks { webhooks.append(try WebhookInfo(webhook)) }
        self.init(webhooks: webhooks)
    }

    var proto: ProtoWebhookList {
        var proto = ProtoWebhookList()
        proto.webhooks = webhooks.map(\.proto)
        return proto
    }
}

extension WebhookChange: ProtoBacked {
    init(_ proto: ProtoWebhookChange) throws(WireError) {
        guard let action = Action(rawValue: proto.action) else {
            let known = Action.allCases.map(\.rawValue).joined(separator: ", ")
            throw .malformed("there is no action \(proto.action.visible): there are \(known)")
        }
        self.init(action: action)
    }

    var proto: ProtoWebhookChange {
        var proto = ProtoWebhookChange()
        proto.action = action.rawValue
        return proto
    }
}
