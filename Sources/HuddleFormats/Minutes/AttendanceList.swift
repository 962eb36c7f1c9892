import HuddleCore

/// The people under a heading such as `Present`, or after `Attendees:`.
struct AttendanceList: Hashable, Sendable {
    private(set) var people: [Attendee] = []
    /// The places of the lines that it takes up.
    private(set) var lines: Set<Int> = []

    /// Names and handles, as they are compared.
    private var known: Set<String> = []

    /// Names beyond these are left out: a meeting's people are written in one change.
    static let mostPeople = Limits.writesPerChange - 16

    init(lines all: [MinutesLine]) {
        for (position, line) in all.enumerated() where Self.isTitle(line.content) {
            let inline = Self.afterColon(line.content)
            guard line.isHeading || inline != nil || position + 1 < all.count && all[position + 1].isItem else {
                continue
            }
            if let inline { take(names: inline) }
            lines.insert(position)
            takeLines(of: all, after: position)
        }
    }

    /// Whether a heading or a line announces the people who were there.
    static func isTitle(_ content: String) -> Bool {
        guard content.utf8.count < 4096, let first = content.first(where: { !"*_#` ".contains($0) }),
            "PpAaIiMmWw".contains(first)
        else { return false }
        let words = content.prefix(60).filter { !"*_#`".contains($0) }.lowercased()
        let title = words.prefix { $0 != ":" && $0 != "(" }.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return titles.contains(title)
    }

    private static let titles: Set<String> = [
        "present", "attendees", "attendance", "attending", "attended", "in attendance", "participants", "people",
        "people present", "members present", "who was there", "who is here",
    ]

    private static func afterColon(_ content: String) -> Substring? {
        guard let colon = content.firstIndex(of: ":") else { return nil }
        let rest = content[content.index(after: colon)...].drop { $0.isWhitespace || $0 == "*" || $0 == "_" }
        return rest.isEmpty ? nil : rest
    }

    /// The list goes on until a heading, or a line that names nobody.
    private mutating func takeLines(of all: [MinutesLine], after position: Int) {
        for next in all.indices[(position + 1)...] {
            let line = all[next]
            if line.form == .blank || line.form == .passedOver || line.content.isEmpty { continue }
            guard !line.isHeading, let attendee = Self.attendee(line.content) else { return }
            lines.insert(next)
            if line.box != false, !Self.isGroup(attendee) { add(attendee) }
        }
    }

    private mutating func take(names: Substring) {
        for part in names.split(whereSeparator: { ",;&".contains($0) }) {
            for name in part.split(separator: " and ") {
                if let attendee = Self.attendee(String(name)), !Self.isGroup(attendee) { add(attendee) }
            }
        }
    }

    private mutating func add(_ attendee: Attendee) {
        guard people.count < Self.mostPeople, !known.contains(Names.folded(attendee.name)) else { return }
        if let handle = attendee.handle, !known.insert("@" + handle.lowercased()).inserted { return }
        known.insert(Names.folded(attendee.name))
        people.append(attendee)
    }

    /// `Ann Lee (@annlee) - Acme`, `AL: Ann Lee`, `Ann Lee`; nil where the line names nobody.
    private static func attendee(_ content: String) -> Attendee? {
        guard content.utf8.count <= 512 else { return nil }
        var rest = Substring(content).drop { "*_-+• ".contains($0) }
        var initials: String?
        if let colon = rest.firstIndex(of: ":"), case let label = rest[..<colon], (2...4).contains(label.count),
            label.allSatisfy({ $0.isUppercase })
        {
            initials = String(label)
            rest = rest[rest.index(after: colon)...].drop { $0.isWhitespace }
        }
        let handle = rest.firstIndex(of: "@").map { at in
            rest[rest.index(after: at)...].prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        }
        var name = rest.prefix { !"(@[,;<*".contains($0) }
        for separator in [" - ", " – ", " — "] { name = name.split(separator: separator).first ?? name }
        let trimmed = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if trimmed.isEmpty, let handle, !handle.isEmpty {
            return Attendee(name: String(handle), handle: String(handle), initials: initials)
        }
        guard isName(trimmed) else { return nil }
        return Attendee(name: trimmed, handle: handle.flatMap { $0.isEmpty ? nil : String($0) }, initials: initials)
    }

    private static func isName(_ text: String) -> Bool {
        text.first?.isLetter == true && text.split(separator: " ").count <= 6 && text.utf8.count <= Limits.nameBytes
            && text.allSatisfy { $0.isLetter || " .'’-".contains($0) }
            && CellName(FieldName.people, element: text) != nil
    }

    /// Bodies that were invited as a whole, such as a board.
    private static func isGroup(_ attendee: Attendee) -> Bool {
        attendee.handle == nil
            && attendee.name.split(separator: " ").contains { groupWords.contains($0.lowercased()) }
    }

    private static let groupWords: Set<String> = [
        "board", "committee", "council", "department", "directors", "everyone", "foundation", "group", "maintainers",
        "members", "nobody", "none", "team",
    ]
}
