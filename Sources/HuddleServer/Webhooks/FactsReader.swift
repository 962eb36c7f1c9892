import HuddleCore
import HuddleFormats
import HuddleStore

/// Reads what is told of a happening, as the space is now: what was corrected meanwhile is told as it is, and what was deleted is not.
struct FactsReader {
    private let reader: any SpaceReader
    private let hash: Hash128

    init(_ reader: any SpaceReader, hash: @escaping Hash128) {
        self.reader = reader
        self.hash = hash
    }

    /// Nil where there is nothing to tell any more.
    func facts(for delivery: WebhookDelivery, _ source: WebhookDelivery.Source, in space: SpaceListing) throws
        -> HappeningFacts?
    {
        guard let (change, happenings) = try LogHappenings(reader, hash: hash).happenings(of: source.change),
            let happening = happenings.first(where: { $0.kind == source.kind && $0.subject == source.subject }),
            let stored = try reader.projection(of: source.subject), stored.projection.presence != .deleted
        else { return nil }
        var lister = try EntryLister(reader)
        let topic: HappeningFacts.Topic
        switch stored.projection.type {
        case .entry: topic = .entry(try lister.listed(stored))
        case .meeting:
            let meeting = Meeting(stored.projection)
            topic = .meeting(meeting, try sum(of: meeting, &lister))
        case .comment, .person, .unknown: return nil
        }
        return HappeningFacts(
            id: delivery.id, kind: source.kind, time: change.time, space: space.id, spaceName: space.name, topic: topic,
            people: happening.people, by: lister.name(of: change.replica),
            answer: try happening.answer.flatMap { try answer($0, lister) })
    }

    /// What somebody sees who tries a webhook.
    static func trial(_ delivery: WebhookDelivery, in space: SpaceListing) -> HappeningFacts {
        HappeningFacts(
            id: delivery.id, kind: nil, time: delivery.created, space: space.id, spaceName: space.name, topic: .trial)
    }

    private func sum(of meeting: Meeting, _ lister: inout EntryLister) throws -> HappeningFacts.MeetingSum {
        var filter = EntryFilter()
        filter.meeting = meeting.id
        filter.order = .oldestFirst
        var entries = 0
        var open: [StoredProjection] = []
        try reader.eachEntry(matching: filter) { stored in
            entries += 1
            let entry = Entry(stored.projection)
            guard entry.kind == .known(.action), entry.isOpen, open.count < Limits.webhookListLength
            else { return }
            open.append(stored)
        }
        return HappeningFacts.MeetingSum(entries: entries, actions: try open.map { try lister.listed($0) })
    }

    private func answer(_ id: RecordID, _ lister: EntryLister) throws -> HappeningFacts.Answer? {
        guard let projection = try reader.projection(of: id)?.projection, projection.presence != .deleted else {
            return nil
        }
        let text: String
        switch projection.type {
        case .entry: text = Entry(projection).text
        case .comment: text = Comment(projection).text
        case .meeting, .person, .unknown: return nil
        }
        return HappeningFacts.Answer(id: id, text: text, by: lister.name(of: projection.author))
    }
}
