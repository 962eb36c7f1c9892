import HuddleCore
import HuddleWire
import Testing

/// What fuzzing once found, kept so that it stays mended.
@Test(arguments: BodyFormat.allCases)
func aCursorThatNamesAChainBeforeTheFirstChangeIsForwardedAsItCame(_ format: BodyFormat) throws {
    let odd = Cursor(seq: 0, chain: Digest128(high: 1, low: 2))
    let request = SyncRequest(cursor: odd, replica: ReplicaID(bits: 1), changes: [])
    let again = try SyncRequest(decoding: try request.encoded(as: format), as: format)
    #expect(again == request)
}

private let secret = String(repeating: "A", count: 43)

@Test(arguments: [
    "https://huddle.example/%6Aoin#" + secret, "https://huddle.example/join?from=mail#" + secret,
    "https://huddle.example/?next=/join#" + secret, "https://join#" + secret, "https:///join#" + secret,
])
func whatOnlyResemblesALinkNamesNoServer(_ text: String) {
    #expect(InvitationLink(text) == nil)
}

@Test func slashesMoreInALinkAreNoPartOfTheServersAddress() throws {
    let link = try #require(InvitationLink("https://huddle.example///join#" + secret))
    #expect(link.server == "https://huddle.example")
    #expect(InvitationLink(link.text) == link)
}

@Test(arguments: ["=", "a&=&b", "=1&a=", "%26=%3D"])
func parametersAreReadBackAsTheyWereWritten(_ query: String) throws {
    let pairs = try QueryText.decode(query)
    #expect(try QueryText.decode(QueryText.encode(pairs)) == pairs)
    #expect(!pairs.isEmpty)
}
