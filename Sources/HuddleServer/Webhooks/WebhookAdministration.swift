package import HuddleCore
import HuddleFormats
package import HuddleStore
package import HuddleWire

/// What a space's admins may do about its webhooks.
///
/// Every call blocks: make it on one of the `Workers`. Whoever calls is looked up again in the transaction that does what was
/// asked.
package struct WebhookAdministration: Sendable {
    package typealias Call = Administration.Call

    private let directory: any DirectoryStore
    private let spaces: Spaces
    private let host: Host
    private let rules: TargetRules
    private let bell: WebhookBell

    package init(
        directory: any DirectoryStore, spaces: Spaces, host: Host, rules: TargetRules = TargetRules(),
        bell: WebhookBell = WebhookBell()
    ) {
        self.directory = directory
        self.spaces = spaces
        self.host = host
        self.rules = rules
        self.bell = bell
    }

    package func list(_ call: Call) throws -> WebhookList {
        try directory.read { reader in
            try check(call, in: reader)
            return WebhookList(webhooks: try reader.webhooks(of: call.space).map { try info($0, in: reader) })
        }
    }

    /// It is told what happens from now on. The answer has its secret, which nobody is told again.
    package func add(_ request: WebhookRequest, _ call: Call) throws -> WebhookInfo {
        let name = try displayName(request.name)
        let target = try self.target(request.url)
        do throws(TemplateError) {
            _ = try WebhookBody(request.form, template: request.template)
        } catch {
            throw Problem(.malformed, "the template: \(error)")
        }
        let head = try spaces.read(call.space) { try $0.state().cursor }
        let secret = host.randomBytes(Limits.tokenBytes)
        let info = try write(call) { writer in
            let others = try writer.webhooks(of: call.space)
            guard !others.contains(where: { $0.name.lowercased() == name.lowercased() }) else {
                throw Problem(.malformed, "the space has a webhook of this name already: give it another one")
            }
            guard others.count < Limits.webhooksPerSpace else {
                throw Problem(
                    .limitReached, "the space has \(others.count) webhooks, the limit is \(Limits.webhooksPerSpace)")
            }
            let webhook = Webhook(
                id: host.newRecordID(), space: call.space, name: name, url: target.url, kinds: request.kinds,
                form: request.form, template: request.template, created: host.now(),
                creator: call.access.member.id, secret: secret, position: head)
            try writer.add(webhook, by: call.actor, host: host)
            return try self.info(webhook, in: writer)
        }
        return info.telling(secret)
    }

    package func change(_ id: RecordID?, _ change: WebhookChange, _ call: Call) throws -> WebhookInfo {
        var secret: [UInt8]?
        let end = change.action == .skip ? try spaces.read(call.space) { try $0.state().cursor } : nil
        let info = try write(call) { writer in
            let webhook = try self.webhook(id, in: writer, call)
            let changed: Webhook
            switch change.action {
            case .pause: changed = try writer.pause(webhook, by: call.actor, host: host)
            case .resume, .skip: changed = try writer.resume(webhook, skippingTo: end, by: call.actor, host: host)
            case .rotate:
                let new = host.randomBytes(Limits.tokenBytes)
                secret = new
                changed = try writer.rotate(webhook, to: new, by: call.actor, host: host)
            }
            return try self.info(changed, in: writer)
        }
        return secret.map { info.telling($0) } ?? info
    }

    package func remove(_ id: RecordID?, _ call: Call) throws -> WebhookInfo {
        try write(call) { writer in
            let webhook = try self.webhook(id, in: writer, call)
            let info = try self.info(webhook, in: writer)
            try writer.remove(webhook, by: call.actor, host: host)
            return info
        }
    }

    package func deliveries(of id: RecordID?, _ call: Call) throws -> DeliveryList {
        try directory.read { reader in
            try check(call, in: reader)
            let webhook = try self.webhook(id, in: reader, call)
            return DeliveryList(
                deliveries: try reader.deliveries(of: webhook.id, limit: Limits.webhookDeliveriesKept).map {
                    DeliveryInfo($0)
                })
        }
    }

    /// Sends a test, or something once more under the id that it had.
    package func deliver(_ request: DeliveryRequest, to id: RecordID?, _ call: Call) throws -> DeliveryInfo {
        try write(call) { writer in
            let webhook = try self.webhook(id, in: writer, call)
            let now = host.now()
            guard let known = request.delivery else {
                let test = WebhookDelivery(
                    id: host.newRecordID(), webhook: webhook.id, source: nil, created: now, due: now)
                try writer.save(test)
                return DeliveryInfo(test)
            }
            guard let former = try writer.delivery(known), former.webhook == webhook.id else {
                throw Problem(.notFound, "this webhook has no such delivery, or not any more")
            }
            // Anew from now on, so that the time to give up is over again as late as for a new one.
            let again = WebhookDelivery(
                id: former.id, webhook: former.webhook, source: former.source, created: now, due: now)
            try writer.save(again)
            return DeliveryInfo(again)
        }
    }

    private func write<Result>(_ call: Call, _ body: (any DirectoryWriter) throws -> Result) throws -> Result {
        let result = try directory.write { writer in
            try check(call, in: writer)
            return try body(writer)
        }
        // Whatever it was: what is read and sent may be more now, or less.
        bell.keep([call.space])
        bell.ring()
        return result
    }

    private func check(_ call: Call, in reader: any DirectoryReader) throws {
        _ = try Gatekeeper.access(
            call.access.device.tokenHash, to: call.space, for: call.right, owned: nil, in: reader)
    }

    private func webhook(_ id: RecordID?, in reader: any DirectoryReader, _ call: Call) throws -> Webhook {
        guard let id, let webhook = try reader.webhook(id), webhook.space == call.space else {
            throw Problem(.notFound, "this space has no such webhook")
        }
        return webhook
    }

    private func info(_ webhook: Webhook, in reader: any DirectoryReader) throws -> WebhookInfo {
        let target = try? WebhookTarget(webhook.url)
        return WebhookInfo(
            id: webhook.id, name: webhook.name, target: target?.place ?? "",
            kinds: webhook.kinds.map(\.rawValue).sorted(),
            form: webhook.form.rawValue, creator: webhook.creator, created: webhook.created,
            paused: webhook.state.paused, disabled: webhook.state.disabled, failing: webhook.state.failing,
            reason: webhook.state.reason, waiting: try reader.waitingDeliveries(of: webhook.id),
            formerUntil: webhook.former.flatMap { host.now() < $0.until ? $0.until : nil })
    }

    /// A name is looked up at each try; an address that may not be called is refused at once.
    private func target(_ url: String) throws -> WebhookTarget {
        let target: WebhookTarget
        do throws(WebhookTarget.Fault) {
            target = try WebhookTarget(url)
        } catch {
            throw Problem(.malformed, error.description)
        }
        if let address = IPAddress(target.host), let what = rules.refusal(of: address) {
            throw Problem(.targetRefused, "\(address) is \(what)")
        }
        return target
    }

    private func displayName(_ text: String) throws -> String {
        do throws(CommandError) {
            return try DisplayName.checked(text, of: "webhook")
        } catch {
            throw Problem(.malformed, "this cannot be a webhook's name")
        }
    }
}

extension WebhookInfo {
    fileprivate func telling(_ secret: [UInt8]) -> WebhookInfo {
        var info = self
        info.secret = WebhookSignature.text(of: secret)
        return info
    }
}

extension DeliveryInfo {
    fileprivate init(_ delivery: WebhookDelivery) {
        self.init(
            id: delivery.id, kind: delivery.source?.kind.rawValue ?? HappeningFacts.trialWord,
            state: delivery.state.rawValue, created: delivery.created, tries: delivery.tries, tried: delivery.lastTry,
            due: delivery.state == .waiting ? delivery.due : nil, status: delivery.status, detail: delivery.detail)
    }
}
