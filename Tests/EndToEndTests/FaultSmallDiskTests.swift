import Foundation
import HuddleTestSupport
import Testing

/// Disks that are really full: small ones in memory, where this user may mount them.
@Suite(.enabled(if: SmallDisk.isAllowed, "no right to mount a small disk: run as root on Linux"), .serialized)
struct FaultSmallDiskTests {
    @Test func aFullDiskHereLosesNothingAndGoesOnByItself() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let disk = try SmallDisk(in: folder)
        defer { disk.remove() }
        let maria = try Machine("small/maria", in: folder)
        Team.expect(try maria.huddle("init", "--name", "Maria"))
        Team.expect(try maria.huddle("add", "before"))
        try disk.fill()
        try expectFull(maria)
        #expect(try maria.texts() == ["before"])

        // Even where the little that reading writes beside the log finds no room.
        for name in try #require(FileManager.default.enumerator(atPath: maria.home)?.allObjects as? [String])
        where name.hasSuffix("-shm") {
            try FileManager.default.removeItem(atPath: maria.home + "/" + name)
        }
        try disk.fill()
        try expectFull(maria)
        #expect(try maria.texts() == ["before"])

        try disk.makeRoom()
        Team.expect(try maria.huddle("add", "after"))
        #expect(try maria.texts() == ["after", "before"])
    }

    @Test func aFullDiskOfTheServerStopsPushingAndNotPulling() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let disk = try SmallDisk(in: folder)
        defer { disk.remove() }
        let server = try RunningServer(data: disk.path + "/server")
        defer { server.stop() }
        let maria = try Machine("maria", in: folder)
        let jo = try Machine("jo", in: folder)
        let admin = { (arguments: [String]) in
            Team.expect(try Program.server.run(arguments + ["--data", server.data], environment: [:], in: folder.path))
                .trimmingCharacters(in: .whitespacesAndNewlines)
        }
        _ = try admin(["space", "create", "Acme team"])
        Team.expect(
            try maria.huddle("join", try admin(["member", "add", "Acme team", "Maria Silva", "--department", "sales"])))
        Team.expect(
            try jo.huddle("join", try admin(["member", "add", "Acme team", "Jo Weber", "--department", "production"])))
        // Whoever has something to send is told that the disk is full; whoever has nothing, reads on.
        Team.expect(try maria.huddle("sync"))
        Team.expect(try jo.huddle("add", "from Jo"))
        Team.expect(try jo.huddle("sync"))
        Team.expect(try maria.huddle("add", "from Maria"))
        Team.expect(try maria.huddle("sync"))

        try disk.fill()
        let long = String(repeating: "long ", count: 2000)
        Team.expect(try jo.huddle("add", long))
        let refused = try jo.huddle("sync")
        #expect(refused.status == 69, "\(refused.stderr)")
        #expect(refused.stderr.contains("disk is full") && refused.stderr.contains("Nothing is lost"))
        #expect(try jo.texts().contains("from Maria"), "what others wrote arrives all the same")
        Team.expect(try maria.huddle("sync"))
        #expect(Set(try maria.texts()) == ["from Jo", "from Maria"])
        let probe = try Program.server.run(
            ["health", "--ready", "--data", server.data], environment: [:], in: folder.path)
        #expect(probe.status == 69 && probe.stderr.contains(" answers 507: "), "\(probe.stdout)\(probe.stderr)")

        try disk.makeRoom()
        Team.expect(try jo.huddle("sync"))
        Team.expect(try maria.huddle("sync"))
        #expect(try Team.expect(maria.huddle("list", "--json")) == Team.expect(jo.huddle("list", "--json")))
        #expect(try maria.texts().count == 3)
    }

    private func expectFull(_ machine: Machine) throws {
        let output = try machine.huddle("add", "not kept")
        #expect(output.status == 74)
        #expect(output.stderr.contains("is full") && output.stderr.contains("was not saved"), "\(output.stderr)")
    }
}

/// A disk of four megabytes in memory.
struct SmallDisk {
    let path: String

    static var isAllowed: Bool {
        #if os(Linux)
            guard getuid() == 0, let folder = try? TemporaryFolder() else { return false }
            defer { folder.remove() }
            guard let disk = try? SmallDisk(in: folder) else { return false }
            disk.remove()
            return true
        #else
            false
        #endif
    }

    init(in folder: TemporaryFolder) throws {
        path = folder.path + "/small"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try Self.run("mount", "-t", "tmpfs", "-o", "size=4m,mode=0700", "tmpfs", path)
    }

    func fill() throws {
        let ballast = open(path + "/ballast", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        defer { close(ballast) }
        let bytes = [UInt8](repeating: 0, count: 4096)
        while write(ballast, bytes, bytes.count) > 0 {}
    }

    func makeRoom() throws {
        try FileManager.default.removeItem(atPath: path + "/ballast")
    }

    func remove() {
        try? Self.run("umount", "-l", path)
    }

    private static func run(_ command: String...) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Refused() }
    }

    struct Refused: Error {}
}
