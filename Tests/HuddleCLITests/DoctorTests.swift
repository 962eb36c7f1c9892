import Foundation
import HuddleCLI
import HuddleClient
import HuddleTestSupport
import Testing

@Suite struct DoctorTests {
    let folder: TemporaryFolder
    let machine: Machine

    init() async throws {
        folder = try TemporaryFolder()
        machine = try Machine(folder)
        await machine.expect("init", "--name", "Maria Silva")
    }

    private var database: String {
        get throws {
            let logs = machine.home + "/logs"
            let name = try #require(try FileManager.default.contentsOfDirectory(atPath: logs).first)
            return logs + "/" + name + "/log.sqlite"
        }
    }

    @Test func aSoundLogIsSaidToBeSound() async {
        defer { folder.remove() }
        await machine.expect("note", "kept")
        #expect(await machine.expect("doctor").hasPrefix("This log is sound.\n"))
        #expect(await machine.expect("doctor", "--rebuild").contains("nothing was wrong"))
        #expect(await machine.expect("doctor", "--json").hasPrefix("{\"sound\":true,\"findings\":[],"))
        #expect(await machine.expect("list").contains("kept"))
        #expect(await machine.huddle("doctor", "--home", folder.path + "/none").code == .notFound)
    }

    @Test func whatOthersMayReadIsNamedAndSetRight() async throws {
        defer { folder.remove() }
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: machine.home)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: database)
        let found = await machine.huddle("doctor")
        #expect(found.code == .failure && found.out.contains("log.sqlite: its mode is 644 instead of 600"))
        #expect(await machine.expect("doctor", "--fix").contains("the modes of \(machine.home)"))
        #expect(await machine.expect("doctor").hasPrefix("This log is sound."))
    }

    @Test func aDamagedLogIsFoundAndSaved() async throws {
        defer { folder.remove() }
        for number in 1...80 { await machine.expect("note", "number \(number) " + String(repeating: "x", count: 200)) }
        // Everything into the file itself, as a checkpoint does.
        let file = try database
        var bytes = try Data(contentsOf: URL(filePath: file))
        let log = try Data(contentsOf: URL(filePath: file + "-wal"))
        bytes = Self.checkpointed(bytes, log)
        try Data().write(to: URL(filePath: file + "-wal"))
        // Every page that holds this text: the change's own, the record's and the search's.
        let marker = Data("number 40 ".utf8)
        while let place = bytes.range(of: marker).map({ $0.lowerBound / 4096 }) {
            bytes.replaceSubrange(place * 4096..<(place + 1) * 4096, with: Data(repeating: 0, count: 4096))
        }
        try bytes.write(to: URL(filePath: file))

        let found = await machine.huddle("doctor")
        #expect(found.code == .failure && found.out.contains("doctor --salvage"), "\(found)")
        let target = folder.path + "/saved"
        let saved = await machine.huddle("doctor", "--salvage", target)
        #expect(saved.code == .failure && saved.out.contains(" could not be read."), "\(saved)")
        #expect(try Data(contentsOf: URL(filePath: file)) == bytes)
        #expect(await machine.huddle("doctor", "--salvage", target).code == .cannotCreate)
        #expect(await machine.expect("doctor", "--home", target).hasPrefix("This log is sound."))
        let lines = await machine.expect("list", "--home", target).split(separator: "\n")
        #expect((50..<80).contains(lines.count))
        #expect(await machine.expect("status", "--home", target).contains("Maria Silva"))
        #expect(try !FileManager.default.contentsOfDirectory(atPath: target).contains { $0.hasPrefix("salvage") })
    }

    @Test func aCopySaysSoOnce() async {
        defer { folder.remove() }
        var machine = machine
        machine.place = "laptop"
        await machine.expect("note", "one")
        machine.place = "other"
        #expect(await machine.huddle("list").err.isEmpty)
        let first = await machine.huddle("note", "two")
        #expect(first.code == .success && first.err.contains("looks like a copy"))
        #expect(await machine.huddle("note", "three").err.isEmpty)
        #expect(
            await machine.expect("list", "--json").components(separatedBy: "\"askedBy\":\"Maria Silva\"").count == 4)
    }

    /// A database with the pages of its write-ahead log in it.
    ///
    /// Source: sqlite.org, "WAL-mode File Format": a header of 32 bytes, then frames with headers of 24.
    private static func checkpointed(_ database: Data, _ log: Data) -> Data {
        var pages = [UInt8](database)
        let frames = [UInt8](log)
        let salt = frames.isEmpty ? [] : Array(frames[16..<24])
        var start = 32
        while start + 24 + 4096 <= frames.count, Array(frames[start + 8..<start + 16]) == salt {
            let number = frames[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
            if pages.count < number * 4096 { pages += [UInt8](repeating: 0, count: number * 4096 - pages.count) }
            pages.replaceSubrange((number - 1) * 4096..<number * 4096, with: frames[start + 24..<start + 24 + 4096])
            start += 24 + 4096
        }
        return Data(pages)
    }
}
