import HuddleCore
import HuddleWire
import Testing

/// Stamps, clocks, ids, the chain and dates, as `Protocol/vectors` prescribes them.
struct ValueVectorTests {
    @Test func stampsArePackedAsTheVectorsSay() throws {
        struct Vector: Decodable {
            let name: String, milliseconds: Int64, counter: UInt16, stamp: Hexadecimal, time: Int64
            let successor: Hexadecimal
        }
        for vector in try VectorFile<Vector>.read("stamps.json") {
            let stamp = Stamp(time: WallTime(milliseconds: vector.milliseconds), counter: vector.counter)
            #expect(stamp == vector.stamp.stamp, "\(vector.name)")
            #expect(stamp.time.milliseconds == vector.time, "\(vector.name)")
            #expect(stamp.counter == vector.counter, "\(vector.name)")
            #expect(stamp.successor == vector.successor.stamp, "\(vector.name)")
        }
    }

    @Test func clocksTickAsTheVectorsSay() throws {
        struct Step: Decodable {
            let wall: Int64?, after: Hexadecimal?, stamp: Hexadecimal?, error: String?
            let offset: Int64?, rewind: Hexadecimal?
        }
        struct Vector: Decodable {
            let name: String, last: Hexadecimal, offset: Int64, steps: [Step], ends: Hexadecimal
        }
        for vector in try VectorFile<Vector>.read("clock.json") {
            var clock = HybridClock(last: vector.last.stamp, offsetMilliseconds: vector.offset)
            for step in vector.steps {
                if let offset = step.offset { clock.offsetMilliseconds = offset }
                if let rewind = step.rewind { clock.rewind(to: rewind.stamp) }
                guard let wall = step.wall, let after = step.after else { continue }
                let ticked = try? clock.tick(wall: WallTime(milliseconds: wall), after: after.stamp)
                #expect(ticked == step.stamp?.stamp, "\(vector.name)")
                #expect((ticked == nil) == (step.error == "exhausted"), "\(vector.name)")
            }
            #expect(clock.last == vector.ends.stamp, "\(vector.name)")
        }
    }

    @Test func changesHaveTheIDsThatTheVectorsSay() throws {
        struct Vector: Decodable {
            let name: String, bytes: HexBytes, id: String
        }
        for vector in try VectorFile<Vector>.read("ids.json") {
            #expect(ChangeID(Fingerprint.hash128(vector.bytes.bytes)).hex == vector.id, "\(vector.name)")
        }
    }

    @Test func theChainGrowsAsTheVectorsSay() throws {
        struct Vector: Decodable {
            let name: String, ids: [Hexadecimal], chain: [Hexadecimal]
        }
        for vector in try VectorFile<Vector>.read("chain.json") {
            var cursor = Cursor.start
            for (position, id) in vector.ids.enumerated() {
                cursor = cursor.advanced(over: ChangeID(try #require(id.digest)), hash: Fingerprint.hash128)
                #expect(cursor.seq == UInt64(position + 1), "\(vector.name)")
                #expect(cursor.chain == vector.chain[position].digest, "\(vector.name)")
            }
            #expect(vector.ids.count == vector.chain.count, "\(vector.name)")
        }
    }

    @Test func recordsAreNamedAsTheVectorsSay() throws {
        struct Version7: Decodable {
            let milliseconds: Int64, random: [Hexadecimal]
        }
        struct Derived: Decodable {
            let number: UInt8, content: [String]
        }
        struct Vector: Decodable {
            let name: String, version7: Version7?, derived: Derived?, person: String?, folded: String?, text: String?
            let id: String?
        }
        for vector in try VectorFile<Vector>.read("record-ids.json") {
            if let new = vector.version7 {
                let random = (new.random[0].number, new.random[1].number)
                let id = RecordID(at: WallTime(milliseconds: new.milliseconds), random: random)
                #expect(id.text == vector.id, "\(vector.name)")
            }
            if let derived = vector.derived {
                let derivation = try #require(Derivation(rawValue: derived.number))
                let id = RecordID(derivedFrom: derived.content, derivation, hash: Fingerprint.hash128)
                #expect(id.text == vector.id, "\(vector.name)")
                #expect(id.isDerived && id.derivation == derivation, "\(vector.name)")
            }
            if let person = vector.person {
                #expect(Names.folded(person) == vector.folded, "\(vector.name)")
                #expect(Person.id(named: person, hash: Fingerprint.hash128).text == vector.id, "\(vector.name)")
            }
            if let text = vector.text { #expect(RecordID(text)?.text == vector.id, "\(vector.name)") }
        }
    }

    @Test func shortIDsHaveTheFewestLettersThatTheVectorsSay() throws {
        struct Named: Decodable {
            let id: UUIDText, letters: String, shortest: String
        }
        struct Vector: Decodable {
            let name: String, records: [Named]
        }
        for vector in try VectorFile<Vector>.read("short-ids.json") {
            let handles = vector.records.map { ShortID($0.id.id) }.sorted()
            for record in vector.records {
                let handle = ShortID(record.id.id)
                let position = try #require(handles.firstIndex(of: handle))
                let previous = position > 0 ? handles[position - 1] : nil
                let next = position + 1 < handles.count ? handles[position + 1] : nil
                #expect(handle.letters() == record.letters, "\(vector.name)")
                #expect(handle.shortest(between: previous, and: next) == record.shortest, "\(vector.name)")
                let range = try #require(ShortID.range(of: record.shortest.uppercased()))
                #expect(range.contains(handle.bits), "\(vector.name)")
            }
        }
    }

    @Test func datesAreReadAsTheVectorsSay() throws {
        struct Vector: Decodable {
            let name: String, text: String, valid: Bool, days: Int?, weekday: Int?
        }
        for vector in try VectorFile<Vector>.read("dates.json") {
            let date = CivilDate(vector.text)
            #expect((date != nil) == vector.valid, "\(vector.name)")
            #expect(date?.daysSince1970 == vector.days, "\(vector.name)")
            #expect(date?.weekday == vector.weekday, "\(vector.name)")
            guard let days = vector.days else { continue }
            #expect(CivilDate(daysSince1970: days).text == vector.text, "\(vector.name)")
        }
    }
}
