/// Someone on the attendance list of a meeting.
package struct Attendee: Hashable, Sendable {
    package let name: String
    /// The name on a forge or in a chat, without its `@`.
    package let handle: String?
    /// Where the list gives them, as in `JS: Jane Smith`.
    package let initials: String?

    package init(name: String, handle: String? = nil, initials: String? = nil) {
        self.name = name
        self.handle = handle
        self.initials = initials
    }
}
