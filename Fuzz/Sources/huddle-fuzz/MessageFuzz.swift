import HuddleCore
import HuddleWire

/// A body is refused with a reason, or says the same after it was written in either form and read again.
enum MessageFuzz {
    /// The first byte says which message the others are to be.
    static func run(_ bytes: [UInt8], as format: BodyFormat) {
        guard let first = bytes.first else { return }
        let body = Array(bytes.dropFirst())
        switch first % 7 {
        case 0: check(SyncRequest.self, body, format)
        case 1: check(SyncReply.self, body, format)
        case 2: check(JoinRequest.self, body, format)
        case 3: check(JoinReply.self, body, format)
        case 4: check(CompareRequest.self, body, format)
        case 5: check(CompareReply.self, body, format)
        default: check(Problem.self, body, format)
        }
    }

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
