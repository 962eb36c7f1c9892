import HuddleWire
import Testing

private let secret = String(repeating: "A", count: 43)

@Test(arguments: [
    "https://user:pass@huddle.example/join#", "https://user@huddle.example/join#", "http://@127.0.0.1:8787/join#",
    "http://127.0.0.1:8787@evil.example/join#", "https://huddle.example%40evil.example@evil.example/join#",
])
func linkThatNamesAUserIsRejected(_ text: String) {
    #expect(InvitationLink(text + secret) == nil)
    #expect(InvitationLink.namesUser(text + secret))
}

@Test func onlyTheAuthorityOfALinkIsSearchedForAUser() {
    #expect(InvitationLink("https://huddle.example/@team/join#" + secret) != nil)
    #expect(!InvitationLink.namesUser("https://huddle.example/@team/join#" + secret))
}

@Test(arguments: [
    ("https://huddle.example/join#", false), ("HTTPS://huddle.example/join#", false),
    ("http://127.0.0.1:8787/join#", false), ("http://127.255.0.3/join#", false), ("http://localhost/join#", false),
    ("http://LocalHost:80/join#", false), ("http://[::1]:8787/join#", false), ("http://[::1]/join#", false),
    ("http://huddle.example/join#", true), ("http://192.168.0.7:8787/join#", true), ("HTTP://10.0.0.1/join#", true),
    ("http://127.0.0.1.evil.example/join#", true), ("http://localhost.evil.example/join#", true),
    ("http://128.0.0.1/join#", true), ("http://[::2]/join#", true), ("http://[::ffff:10.0.0.1]/join#", true),
    ("http://0.0.0.0:8787/join#", true), ("http://0127.0.0.1/join#", true), ("http://127.0.0.0127/join#", true),
])
func linkOverHTTPIsReadableByOthersBeyondLoopback(_ text: String, isReadable: Bool) throws {
    let link = try #require(InvitationLink(text + secret))
    #expect(link.isReadableByOthers == isReadable)
}
