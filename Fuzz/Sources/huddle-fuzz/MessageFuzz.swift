import HuddleCore
import HuddleWire

/// A body is refused with a reason, or says the same after it was written in either form and read again.
enum MessageFuzz {
    /// The first byte says which message the others are to be.
    static func run(_ bytes: [UInt8], as format: BodyFormat) {
        guard let first = bytes.first else { return }
        let body = Array(bytes.dropFirst())
        checks[Int(first) % checks.count](body, format)
    }

    /// In the order of `Fuzz/make-corpus`. Whoever adds one puts it at the end, so that older inputs keep their meaning.
    private static let checks: [@Sendable ([UInt8], BodyFormat) -> Void] = [
        { check(SyncRequest.self, $0, $1) },
        { check(SyncReply.self, $0, $1) },
        { check(JoinRequest.self, $0, $1) },
        { check(JoinReply.self, $0, $1) },
        { check(CompareRequest.self, $0, $1) },
        { check(CompareReply.self, $0, $1) },
        { check(Problem.self, $0, $1) },
        { check(MemberList.self, $0, $1) },
        { check(MemberInfo.self, $0, $1) },
        { check(MemberChange.self, $0, $1) },
        { check(DeviceInfo.self, $0, $1) },
        { check(InvitationRequest.self, $0, $1) },
        { check(InvitationInfo.self, $0, $1) },
        { check(InvitationList.self, $0, $1) },
        { check(FeedRequest.self, $0, $1) },
        { check(FeedInfo.self, $0, $1) },
        { check(FeedList.self, $0, $1) },
        { check(WebhookRequest.self, $0, $1) },
        { check(WebhookInfo.self, $0, $1) },
        { check(WebhookList.self, $0, $1) },
        { check(WebhookChange.self, $0, $1) },
        { check(DeliveryRequest.self, $0, $1) },
        { check(DeliveryInfo.self, $0, $1) },
        { check(DeliveryList.self, $0, $1) },
    ]

    private static func check<Message: WireMessage & Equatable>(
        _ type: Message.Type, _ body: [UInt8], _ format: BodyFormat
    ) {
        let message: Message
        do throws(WireError) {
            message = try Message(decoding: body, as: format)
        } catch {
            precondition(!error.description.isEmpty, "a refusal without a reason")
            return
        }
        for form in BodyFormat.allCases {
            guard let written = try? message.encoded(as: form) else { continue }
            let again = try? Message(decoding: written, as: form)
            precondition(again.map { isSame($0, message) } ?? false, "\(type), read, written and read, differs")
        }
    }

    /// A problem's unknown code goes into its text, which is then another.
    private static func isSame<Message: Equatable>(_ left: Message, _ right: Message) -> Bool {
        left == right || (left as? Problem)?.code == .unknown
    }
}
