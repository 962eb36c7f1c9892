import HuddleCore
import HuddleWire
import Testing

/// What sets of changes add up to, as `Protocol/vectors/merges.json` prescribes it.
struct MergeVectorTests {
    struct Arrival: Decodable {
        let label: String, bytes: Hexadecimal
    }

    struct Question: Decodable {
        let record: UUIDText, cells: [String]?, ids: [Hexadecimal]
    }

    struct Vector: Decodable {
        let name: String, changes: [Arrival], state: [String], bases: [Question]?
    }

    @Test func changesAddUpToTheSameStateInWhateverOrderTheyArrive() throws {
        let vectors = try VectorFile<Vector>.read("merges.json")
        #expect(vectors.count > 50)
        for vector in vectors {
            let expected = vector.state.map { $0 + "\n" }.joined()
            for order in Orders.of(vector.changes, seed: 1) {
                let dump = StateDump.dump(merging: order.map(\.bytes.bytes), hash: Fingerprint.hash128)
                #expect(dump.utf8.elementsEqual(expected.utf8), "\(vector.name): \(order.map(\.label))\n\(dump)")
            }
        }
    }

    @Test func recordsNameTheBasesThatTheVectorsSay() throws {
        for vector in try VectorFile<Vector>.read("merges.json") {
            var set = RecordSet()
            for change in vector.changes { try set.merge(change.bytes.bytes, hash: Fingerprint.hash128) }
            for question in vector.bases ?? [] {
                let record = try #require(set[question.record.id])
                let names = try question.cells?.map { try #require(CellName($0)) }
                let bases = names.map { record.bases(for: $0) } ?? record.headIDs
                #expect(bases.map(\.digest) == question.ids.map(\.digest), "\(vector.name)")
            }
        }
    }
}
