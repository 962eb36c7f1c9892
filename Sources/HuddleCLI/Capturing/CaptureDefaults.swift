import HuddleCore

/// What capture mode adds to each line that does not say it itself.
struct CaptureDefaults: Hashable {
    var owner: String?
    var due: CivilDate?
    var customer: String?
    var tag: String?
    var kind: EntryKind?

    func applied(to typed: CaptureLine) -> CaptureLine {
        var line = typed
        if let owner, line.owners.isEmpty { line.owners = [owner] }
        if let due, line.due == nil { line.due = due }
        if let customer, line.customer == nil { line.customer = customer }
        if let tag, !line.tags.contains(tag) { line.tags.append(tag) }
        return line
    }

    /// As it would be typed: `@maria due:2026-11-27`.
    var words: [String] {
        [
            kind?.rawValue, owner.map { "@" + $0.visible }, tag.map { "#" + $0.visible },
            customer.map { CaptureLine.field(.customer, $0).visible }, due.map { "due:" + $0.text },
        ].compactMap { $0 }
    }
}
