import HuddleCore
import HuddleTestSupport
import Testing

/// Merging, against its definition, on sets of changes that seeds draw.
struct MergingTests {
    private static let seeds: Range<UInt64> = 0..<600

    @Test func aRecordIsWhatItsChangesAddUpToInWhateverOrderTheyArrive() throws {
        for seed in Self.seeds {
            var source = RandomChanges(seed: seed)
            let set = source.set(upTo: 12)
            let definition = Definition(set)
            var seen: Set<Record> = []
            for order in Orders.of(set, seed: seed).prefix(12) {
                guard let record = merged(order) else { continue }
                if let part = definition.difference(from: record) {
                    Issue.record("seed \(seed): the \(part) is not what the changes add up to")
                }
                seen.insert(record)
            }
            #expect(seen.count <= 1, "seed \(seed): two orders of arrival made two records")
        }
    }

    @Test func mergingIsTheSameHoweverTheChangesAreGroupedAndRepeated() throws {
        for seed in Self.seeds {
            var source = RandomChanges(seed: seed)
            let set = source.set(upTo: 12)
            let third = set.count / 3
            let parts = [set[..<third], set[third..<(2 * third)], set[(2 * third)...]].map { Array($0) }
            let once = merged(set)
            for order in Orders.of(parts, seed: seed) {
                #expect(merged(order.flatMap { $0 }) == once, "seed \(seed): grouping matters")
            }
            #expect(merged(set + parts[1] + set.reversed()) == once, "seed \(seed): repeating matters")
        }
    }

    @Test func everyCellKeepsAHeadAndItsWinnerIsTheGreatest() throws {
        for seed in Self.seeds {
            var source = RandomChanges(seed: seed)
            guard let record = merged(source.set(upTo: 12)) else { continue }
            for cell in record.cells {
                #expect(!cell.heads.isEmpty, "seed \(seed)")
                #expect(cell.heads.allSatisfy { $0 <= cell.winner }, "seed \(seed)")
                #expect(cell.heads.contains(cell.winner), "seed \(seed)")
            }
        }
    }

    @Test func aChangeThatNamesAllHeadsOfItsCellsResolvesThem() throws {
        for seed in Self.seeds {
            var source = RandomChanges(seed: seed)
            guard var record = merged(source.set(upTo: 12)) else { continue }
            let text = FieldName.text
            var change = source.change(of: record.id)
            change.writes = [Change.Write(text, .text("settled"))]
            change.bases = record.bases(for: [text])
            let arrived = RandomChanges.arrived(change)
            record.merge(change, id: arrived.id) { _ in true }
            #expect(record[text]?.heads.map(\.id) == [arrived.id], "seed \(seed)")
            #expect(record[text]?.isInConflict == false, "seed \(seed)")
        }
    }

    @Test func aDeleteThatNamesEveryHeadDeletesUntilSomethingUnseenArrives() throws {
        for seed in Self.seeds {
            var source = RandomChanges(seed: seed)
            let set = source.set(upTo: 8)
            guard let record = merged(set), record.type != nil else { continue }
            var delete = source.change(of: record.id)
            delete.writes = [Change.Write(FieldName.deleted, .flag(true))]
            delete.bases = record.headIDs
            let deleted = set + [RandomChanges.arrived(delete)]
            #expect(merged(deleted)?.presence == .deleted, "seed \(seed)")

            var edit = source.change(of: record.id)
            edit.writes = [Change.Write(FieldName.details, .text("unseen"))]
            edit.bases = record.bases(for: [FieldName.details])
            let edited = deleted + [RandomChanges.arrived(edit)]
            #expect(merged(edited)?.presence == .editedWhileDeleted, "seed \(seed)")
        }
    }

    @Test func aBaseThatArrivesLateAndWroteAnotherCellIsAwaitedNoLonger() throws {
        let source = RecordID(Digest128(high: 0, low: 1))
        func change(_ bits: UInt64, _ name: CellName, _ bases: [ChangeID]) -> Arrived {
            RandomChanges.arrived(
                Change(
                    stamp: Stamp(bits: bits), replica: ReplicaID(bits: 1), index: bits, record: source, type: .entry,
                    writes: [Change.Write(name, .text("words"))], bases: bases))
        }
        let base = change(1, FieldName.kind, [])
        let successor = change(2, FieldName.text, [base.id])
        let late = try #require(merged([successor, base]))
        #expect(late.awaited.isEmpty)
        #expect(late == merged([base, successor]))
    }

    private func merged(_ changes: [Arrived]) -> Record? {
        var set = RecordSet()
        for arrived in changes { set.merge(arrived.change, id: arrived.id) }
        return set.records.first
    }
}
