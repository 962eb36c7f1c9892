import Foundation
import HuddleCLI
import HuddleClient
import HuddleCore
import HuddleStore
import HuddleStoreSQLite
import HuddleTestSupport
import HuddleWire
import Testing

@Test func whatWasRefusedIsToldOfferedAgainAndHandedOut() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let machine = try Machine(folder)
    await machine.expect("init", "--name", "Maria Silva")
    #expect(await machine.huddle("quarantine").err == "Nothing was refused.\n")
    #expect(await machine.expect("quarantine", "list", "--json") == "[]\n")
    let meeting = String(await machine.expect("meeting", "add", "Monday round").prefix(4))
    let id = await machine.capture("note", "Send blades", "--meeting", meeting)
    let logs = machine.home + "/logs/"
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: logs).first)
    let store = try SQLiteSpaceStore.open(at: logs + name + "/log.sqlite")
    try store.write { writer in
        let last = try writer.outbox(after: nil, page: .full).map(\.id).suffix(1)
        try writer.quarantine(
            last.map { Refusal(id: $0, code: "quota", detail: "1 MiB of 1 MiB", at: machine.host.now) })
    }
    let listed = await machine.expect("quarantine")
    #expect(listed.hasPrefix("quota: 1 MiB of 1 MiB\n"))
    #expect(listed.contains("\n  \(id)  Send blades  refused 2026-11-23"))
    #expect(listed.contains("    meeting: \(meeting) Monday round\n"))
    #expect(listed.contains("    text: Send blades\n") && listed.contains("Ask your admin for room"))
    #expect(await machine.expect("status").contains("`huddle quarantine`"))
    #expect(await machine.expect("status", "--short") == "×1\n")
    let file = try folder.newPath("refused.jsonl")
    await machine.expect("quarantine", "export", "--output", file)
    let line = try String(contentsOfFile: file, encoding: .utf8)
    #expect(await machine.expect("quarantine", "export") == line)
    let json = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect((json["fields"] as? [String: Any])?["text"] as? String == "Send blades")
    let bytes = try #require(Data(base64Encoded: json["bytes"] as? String ?? ""))
    #expect(try Change(decoding: [UInt8](bytes), hash: Fingerprint.hash128).type == .entry)
    #expect(await machine.expect("quarantine", "retry") == "1 change will be offered again: run `huddle sync`.\n")
    #expect(await machine.expect("quarantine").isEmpty)
}
