import HuddleClient
import HuddleCore

/// What an edit changed, a field a line: `due: 2026-12-01 → 2026-12-08`, `tags: +press −old`.
struct FieldChanges {
    private static let columnsShown = 40

    let lines: [String]

    init(from old: Projection, to new: Projection, _ log: HuddleLog) {
        let (before, after) = (Self.values(old), Self.values(new))
        let names = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
        var lines: [String] = []
        var sets: [CellName: [String]] = [:]
        for name in names {
            if let element = name.element {
                sets[name.field, default: []].append((after[name] == .flag(true) ? "+" : "−") + Self.cut(element))
                continue
            }
            let from = before[name].map { Self.words($0, log) } ?? "nothing"
            let to = after[name].map { Self.words($0, log) } ?? "nothing"
            lines.append("\(name.text.visible): \(from) → \(to)")
        }
        lines += sets.map { "\($0.key.text.visible): \($0.value.joined(separator: " "))" }
        self.lines = lines.sorted()
    }

    private static func values(_ projection: Projection) -> [CellName: Value] {
        Dictionary(projection.fields.map { ($0.name, $0.value) }) { first, _ in first }
    }

    private static func words(_ value: Value, _ log: HuddleLog) -> String {
        if let id = value.reference, let stored = try? log.stored(id) { return cut(HuddleLog.title(of: stored)) }
        return cut(value.words)
    }

    private static func cut(_ text: String) -> String {
        TextWidth.cut(text.visible, to: columnsShown)
    }
}
