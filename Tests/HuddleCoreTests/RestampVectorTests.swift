import HuddleCore
import HuddleWire
import Testing

/// What is unsettled is stamped anew as `Protocol/vectors/restamp.json` prescribes.
struct RestampVectorTests {
    struct Held: Decodable {
        let id: Hexadecimal, stamp: Hexadecimal
    }

    struct After: Decodable {
        let stamp: Hexadecimal, id: Hexadecimal, bytes: HexBytes
    }

    struct Vector: Decodable {
        let name: String, replica: Hexadecimal, wall: Int64, offset: Int64, settled: [Hexadecimal], held: [Held]
        let unsettled: [HexBytes], quarantine: [Int]?, after: [After]?, ends: Hexadecimal?, error: String?
    }

    @Test func changesAreStampedAnewAsTheVectorsSay() throws {
        for vector in try VectorFile<Vector>.read("restamp.json") {
            let replica = ReplicaID(bits: vector.replica.number)
            let unsettled = try vector.unsettled.map {
                (
                    id: ChangeID(Fingerprint.hash128($0.bytes)),
                    change: try Change(decoding: $0.bytes, hash: Fingerprint.hash128), bytes: $0.bytes
                )
            }
            let own = unsettled.filter {
                $0.change.replica == replica && Restamp.canReplace($0.change, bytes: $0.bytes)
            }
            var baseStamps: [ChangeID: Stamp] = [:]
            for held in vector.held { baseStamps[ChangeID(try #require(held.id.digest))] = held.stamp.stamp }
            for other in unsettled where !own.contains(where: { $0.id == other.id }) {
                baseStamps[other.id] = other.change.stamp
            }
            // Whatever was issued before: the clock goes on behind what is settled.
            let last = vector.unsettled.count % 2 == 0 ? Stamp.last : .zero
            var clock = HybridClock(last: last, offsetMilliseconds: vector.offset)
            let latest = clock.latestTaken(at: WallTime(milliseconds: vector.wall))
            let settled = vector.settled.map(\.stamp).filter { $0 <= latest }.max()
            do throws(ClockError) {
                let replacements = try Restamp.replacements(
                    for: own.map { ($0.id, $0.change) },
                    refused: Set((vector.quarantine ?? []).map { unsettled[$0].id }),
                    lastSettled: settled ?? .zero, clock: &clock, wall: WallTime(milliseconds: vector.wall),
                    baseStamps: baseStamps, hash: Fingerprint.hash128)
                let byOld = Dictionary(uniqueKeysWithValues: replacements.map { ($0.old, $0) })
                #expect(vector.error == nil, "\(vector.name)")
                #expect(clock.last == vector.ends?.stamp, "\(vector.name)")
                #expect(vector.after?.count == unsettled.count, "\(vector.name)")
                for (before, after) in zip(unsettled, vector.after ?? []) {
                    let new = byOld[before.id]
                    #expect((new?.new.encoded() ?? before.bytes) == after.bytes.bytes, "\(vector.name)")
                    #expect((new?.newID ?? before.id).digest == after.id.digest, "\(vector.name)")
                    #expect((new?.new.stamp ?? before.change.stamp) == after.stamp.stamp, "\(vector.name)")
                }
            } catch {
                #expect(vector.error == "exhausted", "\(vector.name)")
            }
        }
    }
}
