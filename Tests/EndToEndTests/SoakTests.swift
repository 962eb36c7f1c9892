import Foundation
import HuddleTestSupport
import Testing

/// Two minutes of it unless the environment says more (`Soak`).
@Test(.enabled(if: ProcessInfo.processInfo.environment["HUDDLE_SOAK_SECONDS"] != "0", "HUDDLE_SOAK_SECONDS is 0"))
func nothingIsLostWhileTheServerIsKilledAgainAndAgain() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let soak = try Soak(in: folder)
    defer { soak.stop() }
    // On a thread of its own: there are as many for tests as cores, and others wait for an answer meanwhile.
    try await withCheckedThrowingContinuation { continuation in
        Thread { continuation.resume(with: Result { try soak.run() }) }.start()
    }

    let accounts = soak.accounts
    #expect(accounts.flatMap(\.surprises) == [])
    let confirmed = Set(accounts.flatMap(\.texts))
    #expect(confirmed.count > Soak.clients, "hardly anything happened")
    let logs = try soak.logs()
    let first = try #require(logs.first)
    for (client, log) in logs.enumerated() { #expect(log == first, "client \(client)") }
    let texts = Set(first.values.map { String($0.prefix { $0 != "/" }.dropLast()) })
    #expect(confirmed.subtracting(texts) == [])
    // What was killed may have been saved all the same, but nothing comes twice.
    #expect(texts.count == first.count)

    let footprints = soak.footprints
    let half = footprints.count / 2
    let early = footprints[..<half].map(\.residentBytes).max() ?? 0
    let late = footprints[half...].map(\.residentBytes).max() ?? 0
    #expect(late < early * 2 + 32 * 1024 * 1024, "\(footprints)")
    #expect(footprints.allSatisfy { $0.descriptors < 512 }, "\(footprints)")
    let megabytes = footprints.map { $0.residentBytes / 1024 / 1024 }
    let course = zip(megabytes, footprints).map { "\($0)/\($1.descriptors)" }.joined(separator: " ")
    print(
        """
        soak: \(Soak.clients) clients, \(Soak.seconds) s, server killed \(footprints.count - 2) times; \
        \(confirmed.count) entries confirmed, \(first.count) in every log; \
        \(accounts.map(\.synced).reduce(0, +)) syncs and edits, \(accounts.map(\.away).reduce(0, +)) without a server, \
        \(accounts.map(\.killed).reduce(0, +)) killed; server \(megabytes.min() ?? 0) to \(megabytes.max() ?? 0) MiB, \
        \(footprints.map(\.descriptors).max() ?? 0) descriptors at most
        MiB/descriptors before each kill and at the end: \(course)
        """)
}
