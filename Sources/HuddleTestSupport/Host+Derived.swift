package import HuddleCore
package import HuddleStore

extension Host {
    /// The id of a record that anybody may give birth to, of any type: what a test writes as somebody else need not begin with
    /// a capture.
    package func newDerivedID() -> RecordID {
        RecordID(derivedFrom: [String(random(), radix: 16)], .importedOther, hash: hash)
    }
}

extension RecordID {
    /// A record that anybody may give birth to, of any type, whose other digits are these.
    package static func ofAnyType(_ number: UInt64 = 0, low: UInt64) -> RecordID {
        RecordID(Digest128(high: 0x9f00_0000_0000_8000 | number << 16, low: low))
    }
}
