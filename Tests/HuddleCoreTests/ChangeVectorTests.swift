import HuddleCore
import HuddleWire
import Testing

/// The bytes of changes, as `Protocol/vectors/changes.json` prescribes them.
struct ChangeVectorTests {
    struct Write: Decodable {
        let cell: String
        let value: VectorValue?
    }

    struct Meaning: Decodable {
        let stamp: Hexadecimal, replica: Hexadecimal, index: String, record: UUIDText, type: String?, writes: [Write]
        let bases: [Hexadecimal], claimed: Hexadecimal?
    }

    struct Vector: Decodable {
        let name: String, bytes: HexBytes, error: String?, canonical: Bool?, change: Meaning?
    }

    @Test func bytesMeanOrAreRefusedAsTheVectorsSay() throws {
        let vectors = try VectorFile<Vector>.read("changes.json")
        #expect(vectors.count > 50)
        for vector in vectors {
            do throws(ChangeError) {
                let change = try Change(decoding: vector.bytes.bytes, hash: Fingerprint.hash128)
                #expect(vector.error == nil, "\(vector.name)")
                #expect((change.encoded() == vector.bytes.bytes) == vector.canonical, "\(vector.name)")
                expect(change, means: vector.change, vector.name)
            } catch {
                #expect(error.code == vector.error, "\(vector.name)")
                #expect(vector.canonical == nil, "\(vector.name)")
            }
        }
    }

    @Test func writingAndReadingAgainKeepsTheMeaning() throws {
        for vector in try VectorFile<Vector>.read("changes.json") where vector.error == nil {
            let change = try Change(decoding: vector.bytes.bytes, hash: Fingerprint.hash128)
            #expect(try Change(decoding: change.encoded(), hash: Fingerprint.hash128) == change, "\(vector.name)")
            #expect(try Change.Write.decode(Change.Write.encode(change.writes)) == change.writes, "\(vector.name)")
        }
    }

    private func expect(_ change: Change, means told: Meaning?, _ name: String) {
        guard let told else { return }
        #expect(change.stamp == told.stamp.stamp, "\(name)")
        #expect(change.replica.bits == told.replica.number, "\(name)")
        #expect(String(change.index) == told.index, "\(name)")
        #expect(change.record == told.record.id, "\(name)")
        #expect(change.type?.name == told.type, "\(name)")
        #expect(change.writes.map(\.cell.text) == told.writes.map(\.cell), "\(name)")
        #expect(change.writes.map(\.value) == told.writes.map { $0.value?.value ?? .none }, "\(name)")
        #expect(change.bases.map(\.digest) == told.bases.map(\.digest), "\(name)")
        #expect(change.claimed == told.claimed?.stamp, "\(name)")
    }
}

/// A value as the canonical dump writes it, but for null.
struct VectorValue: Decodable {
    let value: Value

    private enum Form: String, CodingKey {
        case text, flag, number, reference, unknown
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Form.self)
        guard let form = container.allKeys.first else { throw NoForm() }
        switch form {
        case .text: value = .text(try container.decode(String.self, forKey: form))
        case .flag: value = .flag(try container.decode(Bool.self, forKey: form))
        case .number:
            guard let number = Int64(try container.decode(String.self, forKey: form)) else { throw NoForm() }
            value = .number(number)
        case .reference: value = .reference(try container.decode(UUIDText.self, forKey: form).id)
        case .unknown: value = .unknown(try container.decode(Hexadecimal.self, forKey: form).bytes)
        }
    }

    struct NoForm: Error {}
}
