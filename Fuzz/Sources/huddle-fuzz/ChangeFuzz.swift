import HuddleCore
import HuddleWire

/// A change is refused with a reason, or means the same after it was written anew, and merges.
enum ChangeFuzz {
    static func run(_ bytes: [UInt8]) {
        _ = try? Change.Write.decode(bytes)
        let change: Change
        do throws(ChangeError) {
            change = try Change(decoding: bytes, hash: Fingerprint.hash128)
        } catch {
            precondition(!error.description.isEmpty, "a refusal without a reason")
            return
        }
        let written = change.encoded()
        precondition(
            (try? Change(decoding: written, hash: Fingerprint.hash128)) == change,
            "written anew, it means something else")
        precondition((try? Change.Write.decode(Change.Write.encode(change.writes))) == change.writes, "a store loses")
        var set = RecordSet()
        set.merge(change, id: ChangeID(Fingerprint.hash128(bytes)))
        set.merge(change, id: ChangeID(Fingerprint.hash128(bytes)))
        set.merge(change, id: ChangeID(Digest128(high: 1, low: 1)))
        precondition(!StateDump.dump(set.records).isEmpty, "a merged change leaves a record")
        for record in set.records { project(record) }
    }

    private static func project(_ record: Record) {
        guard let projection = Projection(record) else { return }
        _ = Entry(projection)
        _ = Meeting(projection)
        _ = Comment(projection)
        _ = Person(projection)
    }
}
