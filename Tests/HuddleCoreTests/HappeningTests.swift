import HuddleCore
import HuddleTestSupport
import HuddleWire
import Testing

/// What a log's changes make happen.
@Suite struct HappeningTests {
    /// A log in memory, told of one change after the other.
    private struct Log {
        var records = RecordSet()
        var index: UInt64 = 0

        /// Writes one change that has seen everything, and says what happened.
        mutating func write(
            _ id: RecordID, as type: RecordType = .entry, by replica: UInt64 = 1, _ writes: [(CellName?, Value)]
        ) -> [Happening] {
            index += 1
            let known = records[id]
            let change = Change(
                stamp: Stamp(time: WallTime(milliseconds: Int64(1000 * index)), counter: 0),
                replica: ReplicaID(bits: replica), index: index, record: id, type: type,
                writes: writes.compactMap { name, value in name.map { Change.Write($0, value) } },
                bases: known?.headIDs ?? [])
            return take(change)
        }

        mutating func take(_ change: Change) -> [Happening] {
            let before = records[change.record].flatMap { Projection($0) }
            records.merge(change, id: ChangeID(Fingerprint.hash128(change.encoded())))
            guard let after = records[change.record].flatMap({ Projection($0) }) else { return [] }
            let all = records
            let found = Moment(before: before, after: after) { id in all[id].flatMap { Projection($0) } }
                .happenings
            #expect(found.isEmpty || Moment.mayMatter(change), "what happens is never passed over")
            return found
        }
    }

    private static func id(_ number: UInt64) -> RecordID {
        RecordID(derivedFrom: [String(number)], .importedOther, hash: Fingerprint.hash128)
    }
    private static func owner(_ name: String) -> CellName? { CellName(FieldName.owners, element: name) }
    private static func link(_ verb: LinkVerb, _ target: RecordID) -> CellName? {
        CellName(FieldName.links, element: Link(.known(verb), target).element)
    }

    private let action = Self.id(1)
    private let promise = Self.id(2)

    @Test func anActionIsAssignedToWhoeverIsNewlyNamed() {
        var log = Log()
        #expect(log.write(action, [(FieldName.kind, .text("action")), (FieldName.text, .text("Measure"))]).isEmpty)
        #expect(
            log.write(action, [(Self.owner("Jo"), .flag(true))]) == [Happening(.actionAssigned, action, people: ["Jo"])]
        )
        #expect(log.write(action, [(Self.owner("Jo"), .flag(true))]).isEmpty, "said twice")
        #expect(
            log.write(action, [(Self.owner("Kim"), .flag(true)), (Self.owner("Jo"), .flag(false))])
                == [Happening(.actionAssigned, action, people: ["Kim"])])
        #expect(log.write(action, [(FieldName.status, .text("done"))]).isEmpty)
        #expect(log.write(action, [(Self.owner("Ada"), .flag(true))]).isEmpty, "of what is done")
        #expect(log.write(action, [(FieldName.text, .text("Measure again"))]).isEmpty)
    }

    @Test func whatBecomesAnActionIsGivenToItsOwners() {
        var log = Log()
        #expect(log.write(action, [(FieldName.kind, .text("note")), (Self.owner("Jo"), .flag(true))]).isEmpty)
        #expect(
            log.write(action, [(FieldName.kind, .text("action"))])
                == [Happening(.actionAssigned, action, people: ["Jo"])])
    }

    @Test(arguments: [("promise", Happening.Kind.promiseMade), ("decision", .decisionMade)])
    func promisesAndDecisionsAreMadeOnce(kind: String, happens: Happening.Kind) {
        var log = Log()
        let id = Self.id(3)
        #expect(log.write(id, [(FieldName.kind, .text(kind))]) == [Happening(happens, id)])
        #expect(log.write(id, [(FieldName.text, .text("Press 9 ships in May"))]).isEmpty)
        #expect(log.write(id, [(FieldName.deleted, .flag(true))]).isEmpty)
        #expect(log.write(id, [(FieldName.deleted, .flag(false))]).isEmpty, "brought back is not made")
        let dropped = Self.id(4)
        #expect(log.write(dropped, [(FieldName.kind, .text(kind)), (FieldName.status, .text("dropped"))]).isEmpty)
    }

    @Test func aPromiseIsAnsweredByOthersWordsByLinksAndByItsEnd() {
        var log = Log()
        _ = log.write(promise, [(FieldName.kind, .text("promise"))])
        let (own, other, decision) = (Self.id(5), Self.id(6), Self.id(7))
        #expect(log.write(own, as: .comment, by: 1, [(FieldName.parent, .reference(promise))]).isEmpty, "by its author")
        #expect(
            log.write(
                other, as: .comment, by: 2, [(FieldName.parent, .reference(promise)), (FieldName.text, .text("No."))])
                == [Happening(.promiseAnswered, promise, answer: other)])
        #expect(log.write(other, as: .comment, by: 2, [(FieldName.text, .text("Yes."))]).isEmpty, "corrected")
        #expect(
            log.write(decision, by: 2, [(FieldName.kind, .text("note")), (Self.link(.answers, promise), .flag(true))])
                == [Happening(.promiseAnswered, promise, answer: decision)])
        #expect(log.write(Self.id(8), [(Self.link(.duplicates, promise), .flag(true))]).isEmpty)
        #expect(log.write(Self.id(8), [(Self.link(.answers, Self.id(99)), .flag(true))]).isEmpty, "not arrived")
        #expect(
            log.write(promise, [(FieldName.status, .text("done"))]) == [Happening(.promiseAnswered, promise)])
        #expect(log.write(promise, [(FieldName.status, .text("dropped"))]).isEmpty)
    }

    @Test func aMeetingIsClosedEachTimeThatItIsEnded() {
        var log = Log()
        let meeting = Self.id(9)
        #expect(log.write(meeting, as: .meeting, [(FieldName.title, .text("Acme Lyon"))]).isEmpty)
        #expect(
            log.write(meeting, as: .meeting, [(FieldName.ended, .number(7))]) == [Happening(.meetingClosed, meeting)])
        #expect(log.write(meeting, as: .meeting, [(FieldName.ended, .number(8))]).isEmpty, "said once more")
        #expect(log.write(meeting, as: .meeting, [(FieldName.ended, .none)]).isEmpty)
        #expect(
            log.write(meeting, as: .meeting, [(FieldName.ended, .number(9))]) == [Happening(.meetingClosed, meeting)])
    }

    @Test func whatLosesOrIsDeletedMakesNothingHappen() {
        var log = Log()
        _ = log.write(action, [(FieldName.kind, .text("action")), (FieldName.status, .text("open"))])
        _ = log.write(action, [(FieldName.kind, .text("note"))])
        let late = Change(
            stamp: Stamp(time: WallTime(milliseconds: 1), counter: 0), replica: ReplicaID(bits: 9), index: 1,
            record: action, type: .entry, writes: [Change.Write(FieldName.kind, .text("promise"))], bases: [])
        #expect(log.take(late).isEmpty, "an older word beside a newer one")
        _ = log.write(action, [(FieldName.kind, .text("action"))])
        _ = log.write(action, [(FieldName.deleted, .flag(true))])
        #expect(log.records[action].flatMap { Projection($0)?.presence } == .deleted)
    }

    /// People write at the same time, and changes arrive in any order: whoever owns an open action in the end was told of it,
    /// and nobody was told twice by one change.
    @Test func whoeverOwnsAnActionWasToldOfIt() throws {
        let kinds = ["action", "note", "promise"]
        let people = ["Jo", "Kim", "Ada"]
        for seed: UInt64 in 0..<400 {
            var random = SeededRandom(seed: seed)
            var changes: [Change] = []
            for index: UInt64 in 1...12 {
                let seen = changes.filter { _ in random.oneIn(2) }
                let isKind = random.oneIn(3)
                let name = isKind ? FieldName.kind : try #require(Self.owner(random.pick(people)))
                changes.append(
                    Change(
                        stamp: Stamp(bits: index << 16), replica: ReplicaID(bits: random.oneIn(2) ? 1 : 2),
                        index: index, record: action, type: .entry,
                        writes: [Change.Write(name, isKind ? .text(random.pick(kinds)) : .flag(!random.oneIn(4)))],
                        bases: seen.map { ChangeID(Fingerprint.hash128($0.encoded())) }.sorted()))
            }
            var log = Log()
            var told = Set<String>()
            for change in changes.shuffled(using: &random) {
                let found = log.take(change)
                #expect(Set(found).count == found.count, "seed \(seed)")
                for happening in found where happening.kind == .actionAssigned { told.formUnion(happening.people) }
                #expect(log.take(change).isEmpty, "seed \(seed): a change that is there already")
            }
            let entry = Entry(try #require(log.records[action].flatMap { Projection($0) }))
            guard entry.kind == .known(.action) else { continue }
            #expect(told.isSuperset(of: entry.owners), "seed \(seed): \(entry.owners), told \(told)")
        }
    }
}
