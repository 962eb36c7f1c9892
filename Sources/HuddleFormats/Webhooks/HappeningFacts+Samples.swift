import HuddleCore

/// What a template is tried with before it is taken: one happening of each kind, with everything there and with nothing.
extension HappeningFacts {
    static var samples: [HappeningFacts] {
        [sample(nil, .trial)]
            + Happening.Kind.allCases.flatMap { kind in
                kind == .meetingClosed
                    ? [
                        sample(
                            kind,
                            .meeting(meeting(isFull: true), MeetingSum(entries: 2, actions: [entry(isFull: true)]))),
                        sample(kind, .meeting(meeting(isFull: false), MeetingSum(entries: 0, actions: []))),
                    ] : [true, false].map { sample(kind, .entry(entry(isFull: $0)), isFull: $0) }
            }
    }

    private static let id = RecordID(Digest128(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0001))
    private static let time = WallTime(milliseconds: 1_795_250_720_123)
    /// What breaks JSON that is not escaped.
    private static let text = "The \"guard\" door \\ jams\u{7}\n</twice>"

    private static func sample(_ kind: Happening.Kind?, _ topic: Topic, isFull: Bool = true) -> HappeningFacts {
        HappeningFacts(
            id: id, kind: kind, time: time, space: id, spaceName: "Acme team", topic: topic,
            people: isFull ? ["Jo Weber", "Kim \"Lee\""] : [], by: isFull ? "Maria Silva" : nil,
            answer: isFull ? Answer(id: id, text: text, by: "Jo Weber") : nil)
    }

    private static func meeting(isFull: Bool) -> Meeting {
        var fields: [(CellName?, Value)] = [
            (FieldName.title, .text(text)), (FieldName.ended, .number(time.milliseconds)),
        ]
        if isFull {
            fields += [
                (FieldName.day, .text("2026-11-21")), (FieldName.customer, .text("Acme \"Steel\"")),
                (FieldName.site, .text("Lyon")), (CellName(FieldName.people, element: "Jo Weber"), .flag(true)),
            ]
        }
        return Meeting(projection(.meeting, fields))
    }

    private static func entry(isFull: Bool) -> ListedEntry {
        var fields: [(CellName?, Value)] = [(FieldName.text, .text(text))]
        if isFull {
            fields += [
                (FieldName.kind, .text("action")), (FieldName.details, .text(text)),
                (FieldName.due, .text("2026-12-01")),
                (FieldName.customer, .text("Acme \"Steel\"")), (FieldName.product, .text("Press 9")),
                (FieldName.site, .text("Lyon")), (FieldName.priority, .text("high")),
                (CellName(FieldName.owners, element: "Jo Weber"), .flag(true)),
                (CellName(FieldName.tags, element: "quality"), .flag(true)),
                (CellName(FieldName.tags, element: "line4"), .flag(true)),
            ]
        }
        return ListedEntry(
            entry: Entry(projection(.entry, fields)), shortID: "fkmd", askedBy: isFull ? "Maria Silva" : nil,
            meeting: isFull ? meeting(isFull: true) : nil, settled: true)
    }

    private static func projection(_ type: RecordType, _ fields: [(CellName?, Value)]) -> Projection {
        Projection(
            id: id, type: type, created: time, changed: time, author: ReplicaID(bits: 1), presence: .present,
            fields: fields.compactMap { name, value in name.map { Projection.Field($0, value) } }
                .sorted { $0.name < $1.name }, conflicts: [])
    }
}
