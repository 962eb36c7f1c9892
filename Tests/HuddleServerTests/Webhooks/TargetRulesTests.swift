import HuddleServer
import Testing

/// Where a server does not go for whoever names a target.
@Suite struct TargetRulesTests {
    @Test(arguments: [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255",
        "192.168.1.1", "169.254.169.254", "169.254.0.1", "100.64.0.1", "100.100.100.200", "100.127.255.255",
        "192.0.0.192",
        "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1",
        "255.255.255.255", "168.63.129.16", "192.88.99.1",
        "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::8.8.8.8",
        "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b::10.1.2.3", "64:ff9b:1::8.8.8.8",
        "2002:7f00:1::", "2002:a00:1::", "2002:c0a8:101::1", "2002:a9fe:a9fe::", "2001::1", "2001:0:4136:e378::1",
        "2001:db8::1", "3fff::1", "100::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fdff:ffff::1", "fe80::1", "febf::1",
        "fec0::1", "ff02::1", "ff0e::1", "4000::1", "e000::1",
    ])
    func theseAreNotCalled(_ text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(TargetRules().refusal(of: address) != nil, "\(text)")
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255",
        "100.63.255.255",
        "100.128.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255", "223.255.255.255", "168.63.129.17",
        "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1", "2001:4860:4860::8888", "2606:4700::1111", "2a00::1",
        "2620::1",
    ])
    func theseAre(_ text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(TargetRules().refusal(of: address) == nil, "\(text)")
    }

    @Test func theMachinesAdminLetsNetworksIn() throws {
        let rules = TargetRules(allowed: try ["10.1.0.0/16", "::1"].map { try #require(AddressRange($0)) })
        func refusal(_ text: String) throws -> String? { rules.refusal(of: try #require(IPAddress(text))) }
        #expect(try refusal("10.1.2.3") == nil)
        #expect(try refusal("::1") == nil)
        #expect(try refusal("64:ff9b::10.1.2.3") == nil, "the same machine by another way")
        #expect(try refusal("10.2.0.1") == "a private address")
        #expect(try refusal("127.0.0.1") != nil)
    }

    @Test(arguments: [
        ("https://hooks.example.com/services/T0/B0/x", "hooks.example.com", 443),
        ("HTTPS://Hooks.Example.COM:8443?x=1", "hooks.example.com", 8443),
        ("https://[2001:db8::1]/a", "2001:db8::1", 443), ("https://192.0.2.1:1/", "192.0.2.1", 1),
    ])
    func anAddressIsTakenApart(_ text: String, _ host: String, _ port: Int) throws {
        let target = try WebhookTarget(text)
        #expect(target.host == host && target.port == port)
        #expect(try WebhookTarget(target.url) == target, "written anew it is the same")
    }

    @Test(arguments: [
        ("http://example.com/", WebhookTarget.Fault.notHTTPS), ("ftp://example.com/", .notHTTPS),
        ("example.com", .notHTTPS),
        ("https://user@example.com/", .userInfo), ("https://a:b@example.com/", .userInfo),
        ("https://example.com/#x", .fragment), ("https:///x", .badHost), ("https://?x", .badHost),
        ("https://[::1/", .badHost),
        ("https://[::1]x/", .badHost), ("https://[example.com]/", .badHost), ("https://exa mple.com/", .badSign),
        ("https://example.com/\u{e9}", .badSign), ("https://example.com\\@evil.example/", .badSign),
        ("https://example.com/\r\nX: y", .badSign), ("https://example.com:0/", .badPort),
        ("https://example.com:65536/", .badPort), ("https://example.com:+1/", .badPort),
        ("https://example.com:/", .badPort),
        ("https://example.com%2f@x/", .userInfo), ("https://ex%61mple.com/", .badHost),
    ])
    func whatIsNoTargetIsRefused(_ text: String, _ fault: WebhookTarget.Fault) {
        #expect(throws: fault) { try WebhookTarget(text) }
    }

    @Test func aLongAddressIsRefused() {
        #expect(throws: WebhookTarget.Fault.tooLong(bytes: 2049)) {
            try WebhookTarget("https://example.com/" + String(repeating: "a", count: 2029))
        }
    }
}
