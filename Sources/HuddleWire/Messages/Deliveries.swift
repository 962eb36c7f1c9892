import Foundation
package import HuddleCore

/// Asks for a delivery to be sent again, or for a test.
package struct DeliveryRequest: Hashable, Sendable {
    /// Nil: a test.
    package var delivery: RecordID?

    package init(delivery: RecordID? = nil) {
        self.delivery = delivery
    }
}

package struct DeliveryInfo: Hashable, Sendable {
    package var id: RecordID
    /// A kind of happening, `test`, or what a newer server adds.
    package var kind: String
    package var state: String
    package var created: WallTime
    package var tries: Int
    package var tried: WallTime?
    package var due: WallTime?
    /// Of the last answer.
    package var status: Int?
    package var detail: String?

    package init(
        id: RecordID, kind: String, state: String, created: WallTime, tries: Int, tried: WallTime?, due: WallTime?,
        status: Int?, detail: String?
    ) {
        self.id = id
        self.kind = kind
        self.state = state
        self.created = created
        self.tries = tries
        self.tried = tried
        self.due = due
        self.status = status
        self.detail = detail
    }
}

package struct DeliveryList: Hashable, Sendable {
    /// The latest first.
    package var deliveries: [DeliveryInfo]

    package init(deliveries: [DeliveryInfo]) {
        self.deliveries = deliveries
    }
}

extension DeliveryRequest: ProtoBacked {
    init(_ proto: ProtoDeliveryRequest) throws(WireError) {
        guard !proto.delivery.isEmpty else {
            self.init()
            return
        }
        guard let id = RecordID(proto.delivery) else {
            throw .malformed("\(proto.delivery.visible) is no delivery's UUID")
        }
        self.init(delivery: id)
    }

    var proto: ProtoDeliveryRequest {
        var proto = ProtoDeliveryRequest()
        proto.delivery = delivery?.text ?? ""
        return proto
    }
}

extension DeliveryInfo: ProtoBacked {
    init(_ proto: ProtoDeliveryInfo) throws(WireError) {
        self.init(
            id: try RecordID(sent: proto.id, as: "id"), kind: proto.kind, state: proto.state,
            created: WallTime(milliseconds: proto.created), tries: Int(proto.tries), tried: WallTime(sent: proto.tried),
            due: WallTime(sent: proto.due), status: proto.status == 0 ? nil : Int(proto.status),
            detail: proto.detail.isEmpty ? nil : proto.detail)
    }

    var proto: ProtoDeliveryInfo {
        var proto = ProtoDeliveryInfo()
        proto.id = Data(id.digest.bytes)
        proto.kind = kind
        proto.state = state
        proto.created = created.milliseconds
        proto.tries = UInt32(clamping: tries)
        proto.tried = tried?.milliseconds ?? 0
        proto.due = due?.milliseconds ?? 0
        proto.status = UInt32(clamping: status ?? 0)
        proto.detail = detail ?? ""
        return proto
    }
}

extension DeliveryList: ProtoBacked {
    init(_ proto: ProtoDeliveryList) throws(WireError) {
        var deliveries: [DeliveryInfo] = []
        for delivery in proto.deliveries { deliveries.append(try DeliveryInfo(delivery)) }
        self.init(deliveries: deliveries)
    }

    var proto: ProtoDeliveryList {
        var proto = ProtoDeliveryList()
        proto.deliveries = deliveries.map(\.proto)
        return proto
    }
}
